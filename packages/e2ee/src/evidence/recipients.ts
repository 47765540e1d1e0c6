import { z } from 'zod';
import { E2eeError } from '../errors.ts';
import { publicJwk } from '../identity/keys.ts';
import { sign, verify } from '../identity/signed.ts';

const recipientSchema = z.strictObject({
  /** Thumbprint of the public key (`thumbprint`). */
  id: z.string().min(1),
  publicKey: publicJwk,
});
/** Someone who can open evidence. */
export type Recipient = z.infer<typeof recipientSchema>;

const recipientListSchema = z.strictObject({
  v: z.literal(1),
  tenant: z.string().min(1),
  contract: z.string().min(1),
  /** Rises with every change. */
  version: z.int().min(1),
  /** Seconds since 1970. */
  expires: z.int(),
  suite: z.literal('ECDH-ES+A256KW'),
  /** How many recipients must come together; splitting is for a later version. */
  threshold: z.literal(1),
  recipients: z.array(recipientSchema).min(1).max(32),
});
/** Whom a contract's content keys are wrapped for. */
export type RecipientList = z.infer<typeof recipientListSchema>;

/** What one's own end expects of a list. */
export interface RecipientListExpectation {
  tenant: string;
  contract: string;
  /** Seconds since 1970. */
  now: number;
  /** The highest version this end has seen, 0 if none: kept on the device, not asked of the server. */
  seenVersion: number;
}

/** Signs a recipient list with the tenant's root. */
export const signRecipientList = (
  list: Omit<RecipientList, 'v' | 'suite' | 'threshold'>,
  rootPrivateKey: CryptoKey,
): Promise<string> =>
  sign(
    'visavis-recipients',
    recipientListSchema.parse({ v: 1, suite: 'ECDH-ES+A256KW', threshold: 1, ...list }),
    rootPrivateKey,
  );

/**
 * Verifies a recipient list (R28). Without a valid one nothing may be recorded.
 * @throws E2eeError `bad_recipient_list`, `recipient_list_expired`, `recipient_list_superseded`
 */
export async function verifyRecipientList(
  jws: string,
  root: CryptoKey,
  expected: RecipientListExpectation,
): Promise<RecipientList> {
  const list = await verify('visavis-recipients', recipientListSchema, jws, root, 'bad_recipient_list');
  if (list.tenant !== expected.tenant || list.contract !== expected.contract)
    throw new E2eeError('bad_recipient_list', 'of another tenant or contract');
  if (expected.now >= list.expires) throw new E2eeError('recipient_list_expired');
  if (list.version < expected.seenVersion) throw new E2eeError('recipient_list_superseded');
  return list;
}
