import type { Attack } from '../../attack.ts';
import { AGENT, attempt, CUSTOMER, isSame, picture, runningCall, voice } from '../hostile/media.ts';
import { ends } from './agreed.ts';
import { withoutAuthentication, withoutClearBytes } from './patches.ts';

/** Frames from another call of the same two people, at the same place in its life. */
export const otherSessionsFrames: Attack = {
  name: 'frames-of-another-session',
  by: 'Sender keys are fresh and random in every session, so that another session’s frames do not verify (R14, R17).',
  defence: withoutAuthentication,
  run: async house => {
    const [one, other] = [await runningCall(house), await runningCall(house, { now: 0 }, 'attempt-2')];
    const foreign = await other.customer.seal('microphone', voice('from another call'));
    const taken = await attempt(one.agent.open('microphone', CUSTOMER, foreign));
    return 'value' in taken
      ? { succeeded: true, seen: "the agent's end passed on a frame that its customer never sent" }
      : { succeeded: false, seen: `the agent's end dropped it: ${taken.refused}` };
  },
};

/** The SFU names the microphone's frames as the camera's, and the other way round. */
export const swappedTracks: Attack = {
  name: 'swapped-tracks',
  by: 'The slot of a track and its clear bytes are authenticated with each frame (R20).',
  defence: [
    withoutClearBytes,
    {
      file: 'packages/e2ee/src/media/frame.ts',
      find: 'camera: Uint8Array.of(SLOT.camera) }',
      replace: 'camera: Uint8Array.of(SLOT.microphone) }',
    },
  ],
  run: async house => {
    const { customer, agent } = await runningCall(house);
    const shown = picture('the back of the card');
    const fromCamera = await customer.seal('camera', shown);
    const fromMicrophone = await customer.seal('microphone', voice('something said'));
    const tries = [
      ['microphone', fromCamera],
      ['microphone', fromCamera.slice(3)],
      ['camera', fromMicrophone],
      ['camera', Uint8Array.from([...shown.subarray(0, 3), ...fromMicrophone])],
    ] as const;
    const taken: string[] = [];
    for (const [slot, frame] of tries)
      if ('value' in (await attempt(agent.open(slot, CUSTOMER, frame)))) taken.push(slot);
    return {
      succeeded: taken.length > 0,
      seen: `${tries.length} frames put into the other track, ${taken.length} were passed on${taken[0] ? ` as ${taken[0]}` : ''}`,
    };
  },
};

/** The agent sees itself where it expects the customer. */
export const ownFramesBack: Attack = {
  name: 'own-frames-and-keys-sent-back',
  by: 'Each direction has a wrapping key of its own, and a key and its frames name their sender (R2, R14, R20).',
  defence: [
    {
      file: 'packages/e2ee/src/agreement/result.ts',
      find: 'open: keyOf(keys.wrap, other)',
      replace: 'open: keyOf(keys.wrap, own)',
    },
    {
      file: 'packages/e2ee/src/sender-keys.ts',
      find: "if (reader.uint(1) !== context.sender) throw new E2eeError('wrong_sender');",
      replace: 'const sender = reader.uint(1);',
    },
    {
      file: 'packages/e2ee/src/sender-keys.ts',
      find: 'roster, uint(context.sender, 1));\n  const iv',
      replace: 'roster, uint(sender, 1));\n  const iv',
    },
    {
      file: 'packages/e2ee/src/media/key-ring.ts',
      find: 'fromKid(kid).index !== from || ',
      replace: '',
    },
    {
      file: 'packages/e2ee/src/media/session.ts',
      find: 'receiveKeyOf(key, { attempt, epoch, sender: from })',
      replace: 'receiveKeyOf(key, { attempt, epoch, sender: self })',
    },
  ],
  run: async house => {
    const { agent } = await ends(house);
    const own = await agent.seal('microphone', voice('good morning'));
    const key = await attempt(agent.session.takePeerKey(CUSTOMER, agent.lastKey()));
    const results = [
      await attempt(agent.open('microphone', CUSTOMER, own)),
      await attempt(agent.open('microphone', AGENT, own)),
    ];
    const heard = results.some(result => 'value' in result && isSame(result.value, voice('good morning')));
    const refused = 'refused' in key ? key.refused : 'none';
    return {
      succeeded: heard,
      seen: heard
        ? 'the agent heard itself as the customer'
        : `the agent's end refused its own key (${refused}) and dropped its own frames`,
    };
  },
};
