import { rootPublicPart } from '@visavis/protocol';
import type { z } from 'zod';
import { readKeyFile } from '../keys/key-file.ts';

/** What a file turned out to be: the public part, or the secret one that should never have come here. */
export type RootFile =
  { is: 'public'; root: z.output<typeof rootPublicPart> } | { is: 'secret' } | { is: 'wrong' };

export async function readRootFile(file: File): Promise<RootFile> {
  const json = await readKeyFile(file);
  const root = rootPublicPart.safeParse(json);
  if (root.success) return { is: 'public', root: root.data };
  const isSecret = typeof json === 'object' && json !== null && 'privateKey' in json;
  return { is: isSecret ? 'secret' : 'wrong' };
}
