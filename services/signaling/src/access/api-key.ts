import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { addApiKey, addAuditEvent, type Actor, type Transaction } from '@visavis/db';
import type { ApiScope } from '@visavis/protocol';

const shape = /^Bearer (vv_[A-Za-z0-9_-]{43})$/;

export const apiKeySha384 = (key: string): Buffer => createHash('sha384').update(key).digest();

/** The key of an Authorization header, RFC 6750 section 2.1, or undefined. */
export const bearerKey = (header: string | undefined): string | undefined => shape.exec(header ?? '')?.[1];

/**
 * 32 random bytes, so a fast hash is enough to store them.
 * @returns the key, this once
 */
export async function makeApiKey(
  transaction: Transaction,
  made: { tenantId: string; label: string; scopes: readonly ApiScope[]; days: number },
): Promise<{ id: string; key: string }> {
  const key = `vv_${randomBytes(32).toString('base64url')}`;
  const id = randomUUID();
  await addApiKey(transaction, { ...made, id, scopes: [...made.scopes], secretSha384: apiKeySha384(key) });
  return { id, key };
}

/** Makes one for a tenant, on record. @returns the key, this once */
export async function issueApiKey(
  transaction: Transaction,
  tenantId: string,
  key: { label: string; scopes: readonly ApiScope[]; days: number },
  actor: Actor,
): Promise<{ id: string; key: string }> {
  const made = await makeApiKey(transaction, { tenantId, ...key });
  await addAuditEvent(transaction, {
    organisationId: tenantId,
    actor,
    action: 'api_key.created',
    subject: { kind: 'api_key', id: made.id },
    payload: { scopes: [...key.scopes], days: key.days },
  });
  return made;
}
