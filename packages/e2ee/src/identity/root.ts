import { z } from 'zod';
import { E2eeError } from '../errors.ts';
import { ECDSA } from '../suite.ts';
import { rootFingerprint } from './fingerprint.ts';
import {
  importSignKey,
  importVerifyKey,
  privateJwk,
  toPrivateJwk,
  toPublicJwk,
  type PublicJwk,
} from './keys.ts';

const rootKeyFile = z.strictObject({
  kind: z.literal('visavis-root-key'),
  v: z.literal(1),
  tenant: z.string().min(1),
  fingerprint: z.string(),
  createdAt: z.iso.datetime(),
  privateKey: privateJwk,
});
/** The JSON file a compliance user keeps; whoever has it can certify devices and recipients. */
export type RootKeyFile = z.infer<typeof rootKeyFile>;

/** A tenant's root, loaded. */
export interface Root {
  tenant: string;
  fingerprint: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  publicJwk: PublicJwk;
}

/** Makes a tenant's root as a key file. */
export async function generateRootKeyFile(tenant: string, createdAt: Date): Promise<RootKeyFile> {
  const pair = await crypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
  return {
    kind: 'visavis-root-key',
    v: 1,
    tenant,
    fingerprint: await rootFingerprint(pair.publicKey),
    createdAt: createdAt.toISOString(),
    privateKey: toPrivateJwk(await crypto.subtle.exportKey('jwk', pair.privateKey)),
  };
}

/**
 * Loads a root key file (its parsed JSON).
 * @throws E2eeError `bad_key_file`
 */
export async function loadRootKeyFile(json: unknown): Promise<Root> {
  const parsed = rootKeyFile.safeParse(json);
  if (!parsed.success) throw new E2eeError('bad_key_file', 'not a root key file');
  const file = parsed.data;
  const publicJwk = toPublicJwk(file.privateKey);
  const publicKey = await importVerifyKey(publicJwk);
  if ((await rootFingerprint(publicKey)) !== file.fingerprint)
    throw new E2eeError('bad_key_file', 'fingerprint of another key');
  return {
    tenant: file.tenant,
    fingerprint: file.fingerprint,
    privateKey: await importSignKey(file.privateKey),
    publicKey,
    publicJwk,
  };
}
