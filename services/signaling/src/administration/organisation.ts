import { randomUUID } from 'node:crypto';
import {
  addAuditEvent,
  addOrganisation,
  addTenant,
  renameOrganisation as rename,
  type Actor,
  type Transaction,
} from '@visavis/db';
import { E2eeError, importVerifyKey, rootFingerprint } from '@visavis/e2ee';
import type { NewOrganisation, OrganisationKind, PublicJwk } from '@visavis/protocol';
import { Refused } from '../http/refused.ts';

/** A reseller is nobody's, and nobody makes a second operator. */
export type Created = NewOrganisation | { kind: 'reseller'; name: string; resellerId: null };

/**
 * @param transaction that may add organisations of this reseller
 * @throws Refused `invalid_request` for a root that is no key on P-384
 * @throws constraint `organisation_pkey` for a tenant that is there, `organisation_reseller_id_reseller_kind_fkey`
 */
export async function createOrganisation(
  transaction: Transaction,
  organisation: Created,
  actor: Actor,
): Promise<{ id: string }> {
  const { kind, name, resellerId } = organisation;
  if (kind === 'tenant') {
    const { id, rootKey } = organisation;
    await addTenant(transaction, {
      id,
      name,
      rootKey,
      rootFingerprint: await fingerprintOf(rootKey),
      resellerId,
    });
    return recordCreated(transaction, id, { kind, resellerId }, actor);
  }
  const id = randomUUID();
  await addOrganisation(transaction, { id, kind, name, resellerId });
  return recordCreated(transaction, id, { kind, resellerId }, actor);
}

async function recordCreated(
  transaction: Transaction,
  id: string,
  payload: { kind: OrganisationKind; resellerId: string | null },
  actor: Actor,
): Promise<{ id: string }> {
  await addAuditEvent(transaction, {
    organisationId: id,
    actor,
    action: 'organisation.created',
    subject: { kind: 'organisation', id },
    payload,
  });
  return { id };
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
