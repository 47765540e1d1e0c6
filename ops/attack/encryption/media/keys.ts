import { randomBytes } from 'node:crypto';
import type { Attack } from '../../attack.ts';
import {
  agreedWraps,
  AGENT,
  attempt,
  CUSTOMER,
  isSame,
  join,
  mediaEnd,
  picture,
  runningCall,
  voice,
} from '../hostile/media.ts';
import { forgeVoice, readHeader } from '../hostile/sframe.ts';

const keyRing = 'packages/e2ee/src/media/key-ring.ts';

/** Frames kept since before the key changed, played after the ten seconds that were left to them. */
export const oldEpoch: Attack = {
  name: 'frames-under-an-old-epoch',
  by: 'A key that was replaced dies ten seconds later (R15).',
  defence: [
    {
      file: keyRing,
      find: "if (found.until !== undefined && now >= found.until) throw new E2eeError('old_epoch');",
      replace: '',
    },
  ],
  run: async house => {
    const { customer, agent, clock } = await runningCall(house);
    const kept = await customer.seal('microphone', voice('kept for later'));
    await customer.session.rotate();
    await agent.session.takePeerKey(CUSTOMER, customer.lastKey());
    clock.now += 10_000;
    const late = await attempt(agent.open('microphone', CUSTOMER, kept));
    return 'value' in late
      ? { succeeded: true, seen: 'a frame under the old key was passed on ten seconds after the change' }
      : { succeeded: false, seen: `ten seconds after the change it was dropped: ${late.refused}` };
  },
};

/** A sealed sender key, recorded when it was the newest, and the frames under it, all once more. */
export const rolledBackKey: Attack = {
  name: 'rolled-back-sender-key',
  by: 'The epochs of a sender only rise (R13), so that a key once replaced is never taken again, nor its counters forgotten.',
  defence: [
    {
      file: keyRing,
      find: "if (known[0] && epoch <= known[0].epoch) throw new E2eeError('old_epoch');",
      replace: '',
    },
  ],
  run: async house => {
    const { customer, agent, clock } = await runningCall(house);
    const recordedKey = customer.lastKey();
    const recorded = await customer.seal('microphone', voice('yes, that is me'));
    await agent.open('microphone', CUSTOMER, recorded);
    await customer.session.rotate();
    await agent.session.takePeerKey(CUSTOMER, customer.lastKey());
    clock.now += 60_000;
    const key = await attempt(agent.session.takePeerKey(CUSTOMER, recordedKey));
    const again = await attempt(agent.open('microphone', CUSTOMER, recorded));
    return 'value' in again
      ? { succeeded: true, seen: 'the agent heard a minute-old frame again under its old key' }
      : {
          succeeded: false,
          seen: `the agent's end refused the old key (${'refused' in key ? key.refused : 'taken'}) and dropped the frame`,
        };
  },
};

/** Someone whom the server let into the call unseen speaks in the customer's place. */
export const hiddenSpeaker: Attack = {
  name: 'hidden-participant-speaks',
  by: 'A sender key is taken only if sealed with the wrapping key agreed with that very participant (R14), and a frame only under such a key (R20).',
  defence: [
    {
      file: 'packages/e2ee/src/sender-keys.ts',
      find: 'new Uint8Array(await crypto.subtle.decrypt(params, wrapKey, body))',
      replace: 'body.slice(0, 32)',
    },
  ],
  run: async house => {
    const { customer, agent } = await runningCall(house);
    const genuine = customer.lastKey();
    // the genuine message shows attempt, roster and epoch; the key in it is the attacker's own, in the clear
    const baseKey = randomBytes(32);
    const sealed = Uint8Array.from([
      ...genuine.subarray(0, genuine.length - 48),
      ...baseKey,
      ...randomBytes(16),
    ]);
    const epoch = 65_536 + 1;
    new DataView(sealed.buffer).setUint32(2, epoch);
    const key = await attempt(agent.session.takePeerKey(CUSTOMER, sealed));
    const tries = [
      ['in the customer’s name', forgeVoice(baseKey, epoch * 16 + CUSTOMER, 0, voice('transfer it to me'))],
      ['under an index of its own', forgeVoice(baseKey, epoch * 16 + 2, 0, voice('transfer it to me'))],
      [
        'under the customer’s epoch',
        forgeVoice(baseKey, 65_536 * 16 + CUSTOMER, 9, voice('transfer it to me')),
      ],
    ] as const;
    const heard: string[] = [];
    for (const [how, frame] of tries)
      if ('value' in (await attempt(agent.open('microphone', CUSTOMER, frame)))) heard.push(how);
    return {
      succeeded: heard.length > 0,
      seen:
        heard.length > 0
          ? `the agent heard the hidden participant ${heard.join(' and ')}`
          : `the agent's end refused its key (${'refused' in key ? key.refused : 'taken'}) and dropped all ${tries.length} frames`,
    };
  },
};

/** The SFU gives a copy of everything to a third party, which has a session of its own but no keys of this one. */
export const hiddenListener: Attack = {
  name: 'copied-to-a-third-party',
  by: 'No frame leaves an end but sealed (R22): a copy is worth nothing to whoever was given no key.',
  defence: [
    {
      file: 'packages/e2ee/src/media/session.ts',
      find: "if (direction === 'send') return",
      replace: "if (direction === 'send') return frame;\n      if (direction === 'send') return",
    },
  ],
  run: async house => {
    const { customer, agent } = await runningCall(house);
    const third = await mediaEnd(house, AGENT);
    const own = await agreedWraps();
    await join(third, own.agent);
    const taken = await attempt(third.session.takePeerKey(CUSTOMER, customer.lastKey()));
    const content = 'my account number is 1234567890';
    const copies = [
      ['microphone', await customer.seal('microphone', voice(content))],
      ['camera', await customer.seal('camera', picture(content, 'key'))],
      ['camera', await agent.seal('camera', picture(content))],
    ] as const;
    let read = 0;
    for (const [slot, copy] of copies) {
      const opened = await attempt(third.open(slot, CUSTOMER, copy));
      if ('value' in opened || Buffer.from(copy).includes(content)) read++;
    }
    return {
      succeeded: read > 0,
      seen: `the third party read ${read} of ${copies.length} copies${'refused' in taken ? `; the sealed key did not open for it: ${taken.refused}` : ''}`,
    };
  },
};

/** The server makes a worker start again: the counter begins at 0, and with the same key each nonce would come twice. */
export const restartedWorker: Attack = {
  name: 'nonce-reused-by-a-restarted-worker',
  by: 'Each start of a worker makes a fresh random sender key (R13, R19), so that no counter meets a key twice.',
  defence: [
    {
      file: 'packages/e2ee/src/media/session.ts',
      find: 'const raw = randomBytes(SENDER_KEY_LENGTH);',
      replace: 'const raw = new Uint8Array(SENDER_KEY_LENGTH).fill(attempt.length);',
    },
  ],
  run: async house => {
    const { wraps, customer } = await runningCall(house);
    const known = voice('the greeting that everybody knows');
    const secret = voice('the number on my card is 98765432');
    const first = await customer.seal('microphone', known);
    const restarted = await mediaEnd(house, CUSTOMER);
    await join(restarted, wraps.customer);
    const second = await restarted.seal('microphone', secret);
    const length = readHeader(first)?.length ?? 0;
    const guess = known.map((byte, i) => byte ^ (first[length + i] ?? 0) ^ (second[length + i] ?? 0));
    const isRead = isSame(guess, secret);
    const sameHeader = isSame(first.subarray(0, length), second.subarray(0, length));
    return {
      succeeded: isRead,
      seen: `the first frames of both starts had ${sameHeader ? 'the same' : 'another'} epoch and counter; from the known one the other was ${isRead ? 'read' : 'not to be had'}`,
    };
  },
};
