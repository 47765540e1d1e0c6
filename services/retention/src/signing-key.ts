import { randomUUID } from 'node:crypto';
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { publicJwk } from '@visavis/protocol';
import type { SigningKey } from '@visavis/receipts';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import { z } from 'zod';

const privateJwk = publicJwk.extend({ d: publicJwk.shape.x });

/** `receipts.json` → `receipts.pub.json` */
export const publicKeyFile = (file: string): string => `${file.replace(/\.json$/, '')}.pub.json`;

/**
 * Reads the key that signs receipts, and writes its public half beside it. When there is none and it may, makes one;
 * of several services that start at once all take the same.
 *
 * @throws Error when the file is missing or does not hold a private JWK on P-384
 */
export async function loadSigningKey(file: string, create: boolean): Promise<SigningKey> {
  const text = (await readIfThere(file)) ?? (create ? await makeKey(file) : undefined);
  if (text === undefined)
    throw new Error('RECEIPT_SIGNING_KEY_FILE does not exist; RECEIPT_KEY_CREATE=1 makes it');
  const parsed = privateJwk.safeParse(parseJson(text));
  if (!parsed.success) throw new Error('RECEIPT_SIGNING_KEY_FILE does not hold a private JWK on P-384');
  const { d, ...shown } = parsed.data;
  const key = await importJWK({ ...shown, d }, 'ES384');
  const published = `${JSON.stringify(shown, null, 2)}\n`;
  const publicFile = publicKeyFile(file);
  if ((await readIfThere(publicFile)) !== published) {
    await replaceWith(publicFile, published, 0o644, draft => rename(draft, publicFile));
  }
  return { key, kid: await calculateJwkThumbprint(shown, 'sha384') };
}

async function makeKey(file: string): Promise<string> {
  const { privateKey } = await generateKeyPair('ES384', { extractable: true });
  const { kty, crv, x, y, d } = z.looseObject(privateJwk.shape).parse(await exportJWK(privateKey));
  // link() fails when the file is there: then another process was first, and its key counts.
  await replaceWith(file, JSON.stringify({ kty, crv, x, y, d }), 0o600, draft =>
    link(draft, file).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    }),
  );
  return readFile(file, 'utf8');
}

/** The text is on disk, whole, before anything has the name. */
async function replaceWith(
  file: string,
  text: string,
  mode: number,
  publish: (draft: string) => Promise<void>,
): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  try {
    const handle = await open(draft, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await publish(draft);
  } finally {
    await rm(draft, { force: true });
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
