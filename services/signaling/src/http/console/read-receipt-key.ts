import { readFile } from 'node:fs/promises';
import { consoleApi, publicJwk } from '@visavis/protocol';
import { consoleRoute } from '../mount.ts';
import { Refused } from '../refused.ts';

/** Not found: this installation names no key, or the retention service has not made it yet. */
export const readReceiptKey = consoleRoute(consoleApi.readReceiptKey, async ({ context }) => {
  const file = context.config.receiptPublicKeyFile;
  const text = file === undefined ? undefined : await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) throw new Refused('not_found');
  return { publicKey: publicJwk.parse(JSON.parse(text)) };
});
