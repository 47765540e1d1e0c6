import type { Bytes, TrackSlot } from '@visavis/e2ee';
import { callSecond } from './call-second.ts';
import { ownWorker } from './own-worker.ts';
import { peer } from './peer.ts';
import { costInTurns, type Costs } from './turns.ts';
import type { Transform } from './transforms.ts';

export type PeerCost = Costs<'ours' | 'peer'>;

const isEqual = (a: Bytes, b: Bytes): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** What is measured has to be encryption. */
async function checkThatItSeals(name: string, transform: Transform): Promise<void> {
  const second = callSecond();
  for (const slot of ['camera', 'microphone'] as const satisfies TrackSlot[])
    for (const frame of second[slot]) {
      const sealed = await transform.seal(frame, slot);
      const tail = sealed.subarray(frame.length - 32, frame.length);
      if (isEqual(tail, frame.subarray(-32))) throw new Error(`${name} sent a frame in clear`);
      if (!isEqual(await transform.open(sealed, slot), frame)) throw new Error(`${name} lost a frame`);
    }
}

/**
 * Ours beside livekit-client's, each as the function that its media worker gives to the stream of encoded frames: the
 * same frame objects, the same caller. The browser's own streams, which both use alike, are left out.
 */
export async function peerCost(milliseconds: number): Promise<PeerCost> {
  const transforms = { ours: await ownWorker(), peer: await peer() };
  for (const [name, transform] of Object.entries(transforms)) await checkThatItSeals(name, transform);
  return costInTurns(transforms, milliseconds);
}
