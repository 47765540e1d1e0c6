import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { createContentKey, sealArtefact, toBase64Url } from '@visavis/e2ee';
import {
  addAuditEvent,
  findContract,
  findTenant,
  goLive,
  lockContract,
  storeTestObject,
  type Actor,
  type Contract,
  type Transaction,
} from '@visavis/db';
import { sealedTestObject, testObjectAttempt, type SealedTestObject } from '@visavis/protocol';
import { orNotFound, Refused } from '../http/refused.ts';
import { verifyListInForce } from './recipient-list.ts';

const sha384 = (bytes: Uint8Array): Buffer => createHash('sha384').update(bytes).digest();

/**
 * The contract's challenge as it stands, or a new one: 32 random bytes sealed to the recipient list as any artefact
 * is. Its context says that it is a test object, so that no evidence can be passed off as one.
 * @throws Refused `not_found`, `no_recipient_list`
 */
export async function takeTestObject(
  transaction: Transaction,
  contractId: string,
  actor: Actor,
): Promise<{ sealed: string; recipientList: string }> {
  const contract = orNotFound(await lockContract(transaction, contractId));
  const tenant = orNotFound(await findTenant(transaction, contract.tenantId));
  const { jws, list } = await verifyListInForce(tenant, contract);
  if (contract.testObject !== null) return { sealed: contract.testObject, recipientList: jws };
  const challenge = randomBytes(32);
  const artefact = randomUUID();
  const context = { tenant: tenant.id, identification: contract.id, attempt: testObjectAttempt, artefact };
  const { key, wrapped, commitment } = await createContentKey(context, list);
  const segment = await sealArtefact(key, context, new Uint8Array(challenge));
  const object: SealedTestObject = {
    v: 1,
    artefact,
    keyCommitment: commitment,
    wrappedKeys: wrapped,
    ciphertext: toBase64Url(segment.ciphertext),
  };
  const sealed = JSON.stringify(sealedTestObject.parse(object));
  await storeTestObject(transaction, contract.id, { sealed, challengeSha384: sha384(challenge) });
  challenge.fill(0);
  await addAuditEvent(transaction, {
    organisationId: tenant.id,
    actor,
    action: 'contract.test_object_made',
    subject: { kind: 'contract', id: contract.id },
    payload: { recipientListVersion: contract.recipientListVersion },
  });
  return { sealed, recipientList: jws };
}

/**
 * The contract goes live when what the key file opened is the challenge.
 * @param opened base64url
 * @throws Refused `not_found`, `no_recipient_list`, `test_object_mismatch`
 */
export async function openTestObject(
  transaction: Transaction,
  contractId: string,
  opened: string,
  actor: Actor,
): Promise<Contract> {
  const contract = orNotFound(await lockContract(transaction, contractId));
  const tenant = orNotFound(await findTenant(transaction, contract.tenantId));
  await verifyListInForce(tenant, contract);
  const { testObjectSha384: expected } = contract;
  if (!expected || !timingSafeEqual(sha384(Buffer.from(opened, 'base64url')), expected))
    throw new Refused('test_object_mismatch', 'opened');
  await goLive(transaction, contract.id);
  await addAuditEvent(transaction, {
    organisationId: tenant.id,
    actor,
    action: 'contract.live',
    subject: { kind: 'contract', id: contract.id },
    payload: { recipientListVersion: contract.recipientListVersion },
  });
  return orNotFound(await findContract(transaction, contract.id));
}
