import {
  addAuditEvent,
  addSite as add,
  changeSite as change,
  removeSite as remove,
  type Actor,
  type Site,
  type Transaction,
} from '@visavis/db';
import type { SiteRequest } from '@visavis/protocol';
import { orNotFound } from '../http/refused.ts';

/**
 * From the first one on, the ident centre's agents and supervisors have to be at one.
 * @param transaction of the ident centre
 */
export async function addSite(
  transaction: Transaction,
  organisationId: string,
  request: SiteRequest,
  actor: Actor,
): Promise<Site> {
  const { id, name, ranges, attestations } = await add(transaction, organisationId, request);
  await addAuditEvent(transaction, {
    organisationId,
    actor,
    action: 'site.added',
    subject: { kind: 'site', id },
    payload: { ranges, attestations },
  });
  return { id, name, ranges, attestations };
}

/**
 * Who is at no site any more is out at once, in every process.
 * @param transaction that sees the site
 * @throws Refused `not_found`
 */
export async function changeSite(
  transaction: Transaction,
  siteId: string,
  request: SiteRequest,
  actor: Actor,
): Promise<Site> {
  const changed = orNotFound(await change(transaction, siteId, request));
  const { id, name, ranges, attestations, organisationId } = changed;
  await addAuditEvent(transaction, {
    organisationId,
    actor,
    action: 'site.changed',
    subject: { kind: 'site', id },
    payload: { ranges, attestations },
  });
  return { id, name, ranges, attestations };
}

/**
 * Without the last one nobody is bound to a site any more.
 * @param transaction that sees the site
 * @throws Refused `not_found`
 */
export async function removeSite(transaction: Transaction, siteId: string, actor: Actor): Promise<void> {
  const organisationId = orNotFound(await remove(transaction, siteId));
  await addAuditEvent(transaction, {
    organisationId,
    actor,
    action: 'site.removed',
    subject: { kind: 'site', id: siteId },
  });
}
