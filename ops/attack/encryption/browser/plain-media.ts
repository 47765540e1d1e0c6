import type { Attack } from '../../attack.ts';
import type { PageAttacks } from './page.ts';

declare const attack: PageAttacks;

/** Loaded only here: the other attacks of the suite start sooner without bundler and browser. */
const loadServer = () => import('./serve.ts');

/** The server strips the transform: it puts a sender in clear, with the same codecs, in the customer's place. */
export const plainMedia: Attack = {
  name: 'plain-media-in-a-real-browser',
  by: "The receiving worker shows only what opens under the participant's key (R20, R22); the picture element stays empty.",
  defence: [
    {
      file: 'packages/e2ee/src/media/transform.ts',
      find: "const code = error instanceof E2eeError ? error.code : 'unexpected';",
      replace:
        "const code = error instanceof E2eeError ? error.code : 'unexpected';\n      controller.enqueue(frame);",
    },
  ],
  run: async house => {
    const { onPage } = await loadServer();
    const { dropped, passed, shown } = await onPage(house, page =>
      page.evaluate(wanted => attack.plainMedia(wanted), 150),
    );
    return {
      succeeded: shown > 0 || passed > 0,
      seen: `of a real sender's frames in clear the worker dropped ${dropped} and let ${passed} through; ${shown} pictures were shown`,
    };
  },
};

/** A connection is made so that a sender runs for a while before its transform is there. */
export const lateTransform: Attack = {
  name: 'sender-without-transform-in-a-real-browser',
  by: 'Connections are made so that a sender without a transform sends nothing at all (R32).',
  defence: [
    {
      file: 'packages/e2ee/src/media/connection.ts',
      find: 'encodedInsertableStreams: true,\n',
      replace: '',
    },
  ],
  run: async house => {
    const { onPage } = await loadServer();
    const { encoded, received, shown } = await onPage(house, page =>
      page.evaluate(wanted => attack.withoutTransform(wanted), 60),
    );
    return {
      succeeded: received > 0,
      seen: `${encoded} frames were encoded without a transform; the other side received ${received} packets in clear and showed ${shown} pictures`,
    };
  },
};
