import { fileURLToPath } from 'node:url';
import { inNamespace } from '@visavis/test-kit/namespace';
import { z } from 'zod';
import { compared, type BenchResult, type Suite } from '../result.ts';

const arrived = z.object({ milliseconds: z.number(), bytes: z.number(), isWhole: z.literal(true) });

export interface SlowLink {
  bytes: number;
  bitsPerSecond: number;
  lossPercent: number;
}

const program = fileURLToPath(new URL('./run.ts', import.meta.url));

/**
 * Sends a photo over a slow link, beside picture and sound of an encrypted call through the SFU.
 * @throws if it did not arrive whole
 */
export async function measurePhoto({ bytes, bitsPerSecond, lossPercent }: SlowLink): Promise<BenchResult> {
  const output = await inNamespace(program, [bytes, bitsPerSecond, lossPercent].map(String));
  const { milliseconds, bytes: came } = arrived.parse(JSON.parse(output));
  if (came !== bytes) throw new Error(`${came} of ${bytes} bytes of the photo arrived`);
  const name = `photo of ${bytes / 1e6} MB over ${bitsPerSecond / 1e6} Mbit/s with ${lossPercent} % loss`;
  return compared(
    { name, value: milliseconds / 1000, unit: 's', better: 'lower' },
    (bytes * 8) / bitsPerSecond,
    'what the link takes for it alone',
    null,
  );
}

/** 12 MB from a phone on a slow line: whole, and how long it takes while the call goes on. */
export const benchPhoto: Suite = async progress => {
  progress('photo: 12 MB over 1 Mbit/s with 2 % loss');
  return [await measurePhoto({ bytes: 12_000_000, bitsPerSecond: 1_000_000, lossPercent: 2 })];
};
