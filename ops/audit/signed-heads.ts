import { readFile, rename, writeFile } from 'node:fs/promises';
import { digest, id, instant, publicJwk } from '@visavis/protocol';
import { calculateJwkThumbprint, CompactSign, compactVerify, importJWK } from 'jose';
import { z } from 'zod';
import { Fault } from './fault.ts';

const type = 'visavis-audit-heads+jws';

/** Where each chain stood at one moment. `count` events, the last of them `sequence` with this hash. */
const heads = z.strictObject({
  v: z.literal(1),
  at: instant,
  chains: z.array(z.strictObject({ organisationId: id, sequence: z.int(), count: z.int(), hash: digest })),
});
export type Heads = z.infer<typeof heads>;

const privateJwk = publicJwk.extend({ d: digest });

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    throw new Fault(`${file} cannot be read as JSON`);
  }
}

/** @throws Fault when `file` is not by this key */
export async function readHeads(file: string, keyFile: string): Promise<Heads> {
  const key = z.object(publicJwk.shape).safeParse(await readJson(keyFile));
  if (!key.success) throw new Fault(`${keyFile} does not hold a JWK on P-384`);
  const jws = await readFile(file, 'utf8').catch(() => {
    throw new Fault(`${file} cannot be read`);
  });
  try {
    const { payload, protectedHeader } = await compactVerify(jws.trim(), await importJWK(key.data, 'ES384'), {
      algorithms: ['ES384'],
    });
    if (protectedHeader.typ !== type) throw new TypeError('another type');
    return heads.parse(JSON.parse(new TextDecoder().decode(payload)));
  } catch {
    throw new Fault(`${file} is not a head that this key has signed`);
  }
}

/** Whole or not at all. @throws Fault without a private key */
export async function writeHeads(file: string, keyFile: string, stand: Heads): Promise<void> {
  const key = privateJwk.safeParse(await readJson(keyFile));
  if (!key.success) throw new Fault(`${keyFile} does not hold a private JWK on P-384`);
  const { d, ...shown } = key.data;
  const jws = await new CompactSign(new TextEncoder().encode(JSON.stringify(heads.parse(stand))))
    .setProtectedHeader({ alg: 'ES384', typ: type, kid: await calculateJwkThumbprint(shown, 'sha384') })
    .sign(await importJWK({ ...shown, d }, 'ES384'));
  await writeFile(`${file}.new`, `${jws}\n`);
  await rename(`${file}.new`, file);
}
