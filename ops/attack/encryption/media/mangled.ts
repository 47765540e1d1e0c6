import { randomBytes, randomInt } from 'node:crypto';
import type { Bytes } from '@visavis/e2ee';
import type { Attack } from '../../attack.ts';
import { attempt, CUSTOMER, picture, runningCall, voice } from '../hostile/media.ts';
import { withoutAuthentication, withoutClearBytes, withoutReplayWindow } from './patches.ts';

const flipped = (frame: Bytes, bit: number): Bytes => {
  const out = frame.slice();
  out[bit >> 3] = (out[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return out;
};

/** The SFU flips every single bit of a key frame, a delta frame and a voice frame. */
export const flippedBits: Attack = {
  name: 'flipped-bits',
  by: 'AES-256-GCM authenticates the whole frame (R17, R22): what does not verify is dropped.',
  defence: withoutAuthentication,
  run: async house => {
    const { customer, agent } = await runningCall(house);
    const frames = [
      ['camera', picture('a picture of an identity card', 'key')],
      ['camera', picture('a picture of an identity card')],
      ['microphone', voice('my name is Ada Example')],
    ] as const;
    let [tried, taken] = [0, 0];
    for (const [slot, frame] of frames) {
      const sealed = await customer.seal(slot, frame);
      for (let bit = 0; bit < sealed.length * 8; bit++) {
        tried++;
        if ('value' in (await attempt(agent.open(slot, CUSTOMER, flipped(sealed, bit))))) taken++;
      }
    }
    return { succeeded: taken > 0, seen: `${tried} frames with one bit flipped, ${taken} were passed on` };
  },
};

/** Size, version and the P bit stand in the bytes that are left clear for the SFU. */
export const clearBytes: Attack = {
  name: 'vp8-clear-bytes',
  by: 'The clear bytes are authenticated with the frame, and how many there are follows from the P bit alone (R18, R20).',
  defence: [withoutClearBytes],
  run: async house => {
    const { customer, agent } = await runningCall(house);
    let [tried, taken] = [0, 0];
    for (const [kind, clear] of [
      ['key', 10],
      ['delta', 3],
    ] as const)
      for (let bit = 0; bit < clear * 8; bit++) {
        const sealed = await customer.seal('camera', picture('a picture', kind));
        tried++;
        if ('value' in (await attempt(agent.open('camera', CUSTOMER, flipped(sealed, bit))))) taken++;
      }
    return {
      succeeded: taken > 0,
      seen: `${tried} frames with one clear bit flipped, the P bit among them; ${taken} were passed on`,
    };
  },
};

/** What an SFU can do to a stream: frames lost, doubled, in another order, cut, joined and altered. */
export const mangledStream: Attack = {
  name: 'mangled-stream',
  by: 'Each frame opens whole and unaltered, and at most once (R17, R21): loss and order are all that the network decides.',
  defence: [...withoutAuthentication, ...withoutReplayWindow],
  run: async (house, size) => {
    const { customer, agent } = await runningCall(house);
    const sent = new Set<string>();
    let wire: Bytes[] = [];
    for (let i = 0; i < 1500 * size; i++) {
      const frame = voice(randomBytes(24).toString('hex'));
      sent.add(Buffer.from(frame).toString());
      const sealed = await customer.seal('microphone', frame);
      const fate = randomInt(8);
      if (fate === 0) continue;
      if (fate === 1) wire.push(sealed, sealed);
      else if (fate === 2) wire.push(flipped(sealed, randomInt(sealed.length * 8)));
      else if (fate === 3) wire.push(sealed.slice(0, randomInt(sealed.length)));
      else if (fate === 4) wire.splice(randomInt(wire.length + 1), 0, sealed);
      else wire.push(sealed);
    }
    wire = [...wire, ...wire.slice(0, 50)];
    const seen = new Set<string>();
    let [opened, wrong] = [0, 0];
    for (const frame of wire) {
      const result = await attempt(agent.open('microphone', CUSTOMER, frame));
      if (!('value' in result)) continue;
      const content = Buffer.from(result.value).toString();
      if (!sent.has(content) || seen.has(content)) wrong++;
      else opened++;
      seen.add(content);
    }
    if (opened === 0) throw new Error('no frame came through at all');
    return {
      succeeded: wrong > 0,
      seen: `of ${wire.length} frames after the mangling ${opened} opened as they were sent, and ${wrong} otherwise or twice`,
    };
  },
};

/** The SFU keeps a frame, and plays it again when it suits. */
export const replayedFrames: Attack = {
  name: 'replayed-frames',
  by: 'A window of the counters seen under a key lets each through once (R21).',
  defence: withoutReplayWindow,
  sampled: true,
  run: async house => {
    const { customer, agent } = await runningCall(house);
    const sealed = await customer.seal('microphone', voice('yes, I agree'));
    await agent.open('microphone', CUSTOMER, sealed);
    const again = await attempt(agent.open('microphone', CUSTOMER, sealed));
    return 'value' in again
      ? { succeeded: true, seen: `the agent heard "${Buffer.from(again.value).toString()}" a second time` }
      : { succeeded: false, seen: `the agent's end dropped the second copy: ${again.refused}` };
  },
};

/** The SFU withholds a frame until thousands of later ones are through. */
export const heldBackFrames: Attack = {
  name: 'held-back-frames',
  by: 'What is more than 4096 frames behind is dropped unseen (R21).',
  defence: [
    {
      file: 'packages/e2ee/src/sframe/replay.ts',
      find: 'if (window.highest - ctr >= REPLAY_WINDOW) return false;',
      replace: '',
    },
  ],
  run: async house => {
    const { customer, agent } = await runningCall(house);
    const kept = await customer.seal('microphone', voice('no, I do not agree'));
    for (let i = 0; i < 4096 + 200; i++) {
      const sealed = await customer.seal('microphone', voice('hm'));
      // every second one, so that the window has room where the kept one would fall
      if (i % 2 === 0) await agent.open('microphone', CUSTOMER, sealed);
    }
    const late = await attempt(agent.open('microphone', CUSTOMER, kept));
    return 'value' in late
      ? { succeeded: true, seen: 'a frame from more than 4096 frames ago was passed on' }
      : { succeeded: false, seen: `a frame from more than 4096 frames ago was dropped: ${late.refused}` };
  },
};
