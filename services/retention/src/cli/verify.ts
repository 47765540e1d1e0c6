import { readFile } from 'node:fs/promises';
import { publicJwk } from '@visavis/protocol';
import { verifyReceipt, type VerifiedReceipt } from '@visavis/receipts';
import { UsageError } from './options.ts';

/** @throws UsageError when a file cannot be read, or the key is not a public JWK on P-384 */
export async function verifyFile(file: string, keyFile: string): Promise<VerifiedReceipt> {
  const key = publicJwk.safeParse(await readJson(keyFile));
  if (!key.success) throw new UsageError(`${keyFile} does not hold a public JWK on P-384`);
  return verifyReceipt(await readJson(file), key.data);
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    throw new UsageError(`${file} cannot be read as JSON`);
  }
}
