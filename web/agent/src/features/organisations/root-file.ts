import { importVerifyKey, rootFingerprint } from '@visavis/e2ee';
import { rootPublicPart, type PublicJwk } from '@visavis/protocol';
import { readKeyFile } from '../keys/key-file.ts';

/** What a file turned out to be: the public part, or the secret one that should never have come here. */
export type RootFile =
  { is: 'public'; rootKey: PublicJwk; fingerprint: string } | { is: 'secret' | 'foreign' | 'wrong' };

/** The fingerprint is computed here: what the file says of itself proves nothing. */
export async function readRootFile(file: File, tenantId: string): Promise<RootFile> {
  const json = await readKeyFile(file);
  if (typeof json === 'object' && json !== null && 'privateKey' in json) return { is: 'secret' };
  const root = rootPublicPart.safeParse(json);
  if (!root.success) return { is: 'wrong' };
  if (root.data.tenant !== tenantId) return { is: 'foreign' };
  const { publicKey: rootKey } = root.data;
  try {
    return { is: 'public', rootKey, fingerprint: await rootFingerprint(await importVerifyKey(rootKey)) };
  } catch {
    return { is: 'wrong' };
  }
}
