import { verifyRecipientList, type VerifiedRecipientList } from '@visavis/e2ee';
import type { Contract, JudgedAttempt, Tenant } from '@visavis/db';
import { Refused } from '../http/refused.ts';
import { nowSeconds, refusing, rootOf } from './refusing.ts';

/**
 * Verifies a recipient list against the tenant's root.
 * @throws Refused `no_recipient_list` when signature, tenant, contract or expiry do not hold; `conflict` for a version
 * that is not above the one in force
 */
export async function verifyNewList(
  tenant: Tenant,
  contract: Contract,
  jws: string,
): Promise<VerifiedRecipientList> {
  const list = await verifyList(tenant, contract.id, jws, 0);
  if (list.version <= contract.recipientListVersion) throw new Refused('conflict', 'jws');
  return list;
}

/** The list in force, still valid. @throws Refused `no_recipient_list` */
export async function verifyListInForce(
  tenant: Tenant,
  contract: Contract,
): Promise<{ jws: string; list: VerifiedRecipientList }> {
  const { recipientList: jws, recipientListVersion } = contract;
  if (jws === null) throw new Refused('no_recipient_list');
  return { jws, list: await verifyList(tenant, contract.id, jws, recipientListVersion) };
}

/**
 * The list that was in force when the agent took the call: all evidence of the attempt is sealed for it, also when
 * another came meanwhile.
 * @throws Refused `no_recipient_list`
 */
export async function verifyListOfAttempt(
  tenant: Tenant,
  { contractId, recipientList }: JudgedAttempt,
): Promise<VerifiedRecipientList> {
  if (recipientList === null) throw new Refused('no_recipient_list');
  return verifyList(tenant, contractId, recipientList, 0);
}

export async function verifyList(
  tenant: Pick<Tenant, 'id' | 'rootKey'>,
  contractId: string,
  jws: string,
  seenVersion: number,
): Promise<VerifiedRecipientList> {
  const expected = { tenant: tenant.id, contract: contractId, now: nowSeconds(), seenVersion };
  return refusing('no_recipient_list', 'jws', verifyRecipientList(jws, await rootOf(tenant), expected));
}
