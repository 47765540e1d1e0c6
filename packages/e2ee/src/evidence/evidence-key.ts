import { z } from 'zod';
import { E2eeError } from '../errors.ts';
import { privateJwk, thumbprint, toPrivateJwk, toPublicJwk } from '../identity/keys.ts';
import { ECDH } from '../suite.ts';
import type { Recipient } from './recipients.ts';

const evidenceKeyFile = z.strictObject({
  kind: z.literal('visavis-evidence-key'),
  v: z.literal(1),
  tenant: z.string().min(1),
  id: z.string(),
  createdAt: z.iso.datetime(),
  privateKey: privateJwk,
});
/** The JSON file a tenant keeps; whoever has it can open the evidence wrapped for it. */
export type EvidenceKeyFile = z.infer<typeof evidenceKeyFile>;

/** An evidence key, loaded. */
export interface EvidenceKey {
  tenant: string;
  privateKey: CryptoKey;
  /** What goes into recipient lists. */
  recipient: Recipient;
}

/** Makes an evidence key as a key file. */
export async function generateEvidenceKeyFile(tenant: string, createdAt: Date): Promise<EvidenceKeyFile> {
  const pair = await crypto.subtle.generateKey(ECDH, true, ['deriveBits']);
  const privateKey = toPrivateJwk(await crypto.subtle.exportKey('jwk', pair.privateKey));
  return {
    kind: 'visavis-evidence-key',
    v: 1,
    tenant,
    id: await thumbprint(privateKey),
    createdAt: createdAt.toISOString(),
    privateKey,
  };
}

/**
 * Loads an evidence key file (its parsed JSON).
 * @throws E2eeError `bad_key_file`
 */
export async function loadEvidenceKeyFile(json: unknown): Promise<EvidenceKey> {
  const parsed = evidenceKeyFile.safeParse(json);
  if (!parsed.success) throw new E2eeError('bad_key_file', 'not an evidence key file');
  const file = parsed.data;
  const publicKey = toPublicJwk(file.privateKey);
  if ((await thumbprint(publicKey)) !== file.id) throw new E2eeError('bad_key_file', 'id of another key');
  const privateKey = await crypto.subtle.importKey('jwk', file.privateKey, ECDH, false, ['deriveBits']);
  return { tenant: file.tenant, privateKey, recipient: { id: file.id, publicKey } };
}
