import { randomInt } from 'node:crypto';
import type { Attack } from '../../attack.ts';
import { runTransitions } from './run.ts';

const transitions = 10_000;

/** Starts, key changes, reloads, crashes, late and wrong keys at random: does a frame slip through in between? */
export const failClosed: Attack = {
  name: 'frames-between-keys',
  by: 'Both directions fail closed (R22): a frame that is not sealed does not leave, one that does not open is not shown.',
  defence: [
    {
      file: 'packages/e2ee/src/media/transform.ts',
      find: "const code = error instanceof E2eeError ? error.code : 'unexpected';",
      replace:
        "const code = error instanceof E2eeError ? error.code : 'unexpected';\n      controller.enqueue(frame);",
    },
  ],
  sampled: true,
  run: async (house, size) => {
    const seed = randomInt(2 ** 32);
    const { opened, sealed, ...counted } = await runTransitions(house, Math.ceil(transitions * size), seed);
    const { count, frames, clear, unverified } = counted;
    if (opened < count / 10) throw new Error(`only ${opened} frames were opened: seed ${seed}`);
    return {
      succeeded: clear > 0 || unverified > 0,
      seen: `${count} transitions with ${frames} frames: ${sealed} left sealed, ${clear} in clear; ${opened} were shown as sent, ${unverified} unverified (seed ${seed})`,
      transitions: counted,
    };
  },
};
