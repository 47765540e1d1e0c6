import type { TrackSlot } from '@visavis/e2ee';
import { callSecond } from './call-second.ts';
import { sessions } from './transforms.ts';

/** As the product's worker does by itself. */
const ROTATION_SECONDS = 15 * 60;

/** The two ends of the call that this worker holds, from one task to the next. */
let call: Awaited<ReturnType<typeof begin>> | undefined;

async function begin() {
  let seconds = 0;
  const ends = await sessions(() => seconds * 1000);
  const frames = callSecond();
  const pass = async (slot: TrackSlot) => {
    for (const frame of frames[slot]) {
      const sealed = await ends.customer.convert({ direction: 'send', slot, index: 0 }, frame);
      await ends.agent.convert({ direction: 'receive', slot, index: 0 }, sealed);
    }
    return frames[slot].length;
  };
  return {
    second: async () => {
      if (++seconds % ROTATION_SECONDS === 0) await ends.rotate();
      return { camera: await pass('camera'), microphone: await pass('microphone') };
    },
  };
}

/**
 * Seconds of one call, one after the other: what was begun by an earlier task goes on.
 * @returns frames that were sealed and opened
 */
export async function callSeconds(seconds: number): Promise<{ camera: number; microphone: number }> {
  call ??= await begin();
  const passed = { camera: 0, microphone: 0 };
  for (let i = 0; i < seconds; i++) {
    const { camera, microphone } = await call.second();
    passed.camera += camera;
    passed.microphone += microphone;
  }
  return passed;
}
