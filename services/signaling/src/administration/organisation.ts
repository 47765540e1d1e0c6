import { randomUUID } from 'node:crypto';
import {
  addAuditEvent,
  addOrganisation,
  renameOrganisation as rename,
  setTenantRoot,
  type Actor,
  type Organisation,
  type Transaction,
} from '@visavis/db';
import { E2eeError, importVerifyKey, rootFingerprint } from '@visavis/e2ee';
import type { NewOrganisation, PublicJwk } from '@visavis/protocol';
import { Refused } from '../http/refused.ts';

/** A reseller is nobody's, and nobody makes a second operator. */
export type Created = (NewOrganisation | { kind: 'reseller'; name: string; resellerId: null }) & {
  id?: string;
};

/**
 * @param transaction that may add organisations of this reseller
 * @throws constraint `organisation_reseller_id_reseller_kind_fkey`
 */
export async function createOrganisation(
  transaction: Transaction,
  { id = randomUUID(), kind, name, resellerId }: Created,
  actor: Actor,
): Promise<{ id: string }> {
  await addOrganisation(transaction, { id, kind, name, resellerId });
  await addAuditEvent(transaction, {
    organisationId: id,
    actor,
    action: 'organisation.created',
    subject: { kind: 'organisation', id },
    payload: { kind, resellerId },
  });
  return { id };
}

/**
 * Enters the root that the tenant has made for its id. It stays: whoever could replace it could pass for the tenant.
 * @param transaction that manages it
 * @throws Refused `not_found` for no tenant, `invalid_request` for no key on P-384, `conflict` when there is a root
 */
export async function enterRoot(
  transaction: Transaction,
  { id, kind }: Organisation,
  rootKey: PublicJwk,
  actor: Actor,
): Promise<void> {
  if (kind !== 'tenant') throw new Refused('not_found');
  const fingerprint = await fingerprintOf(rootKey);
  if (!(await setTenantRoot(transaction, { id, rootKey, rootFingerprint: fingerprint })))
    throw new Refused('conflict');
  await addAuditEvent(transaction, {
    organisationId: id,
    actor,
    action: 'tenant.root_set',
    subject: { kind: 'tenant', id },
    payload: { fingerprint },
  });
}

async function fingerprintOf(rootKey: PublicJwk): Promise<string> {
  try {
    return await rootFingerprint(await importVerifyKey(rootKey));
  } catch (error) {
    // the second is Web Crypto's for what is no point of the curve
    if (error instanceof E2eeError || error instanceof DOMException)
      throw new Refused('invalid_request', 'rootKey');
    throw error;
  }
}

/** @param transaction that manages it */
export async function renameOrganisation(
  transaction: Transaction,
  id: string,
  name: string,
  actor: Actor,
): Promise<void> {
  await rename(transaction, id, name);
  await addAuditEvent(transaction, {
    organisationId: id,
    actor,
    action: 'organisation.renamed',
    subject: { kind: 'organisation', id },
  });
}
