import { randomUUID } from 'node:crypto';
import {
  addAuditEvent,
  addContract,
  grantContract,
  withdrawGrant,
  type Actor,
  type NewContract,
  type Transaction,
} from '@visavis/db';
import { latestRuleset, retentionDaysDefault, type Localized, type RulesetId } from '@visavis/protocol';

type Draft = { tenantId: string; name: string; purpose: Localized; ruleset: RulesetId } & Partial<
  Pick<NewContract, 'id' | 'retentionDays' | 'purgeOnAcknowledge' | 'recipientList' | 'recipientListVersion'>
>;

/** A draft under the ruleset's latest version. @param transaction that manages the tenant */
export async function createContract(
  transaction: Transaction,
  { ruleset, ...draft }: Draft,
  actor: Actor,
): Promise<{ id: string }> {
  const { id: rulesetId, version: rulesetVersion } = latestRuleset(ruleset);
  const id = draft.id ?? randomUUID();
  await addContract(transaction, {
    retentionDays: retentionDaysDefault,
    purgeOnAcknowledge: false,
    recipientList: null,
    recipientListVersion: 0,
    ...draft,
    id,
    ruleset: rulesetId,
    rulesetVersion,
  });
  await addAuditEvent(transaction, {
    organisationId: draft.tenantId,
    actor,
    action: 'contract.created',
    subject: { kind: 'contract', id },
  });
  return { id };
}

type Contract = { id: string; tenantId: string };

/** Repeatable. @throws constraint `contract_grant_organisation_id_organisation_kind_fkey` for no ident centre */
export async function grant(
  transaction: Transaction,
  contract: Contract,
  organisationId: string,
  actor: Actor,
): Promise<void> {
  const { id, tenantId } = contract;
  if (await grantContract(transaction, { organisationId, contractId: id, tenantId }))
    await record(transaction, contract, organisationId, actor, 'granted');
}

/** No further customers are offered; calls that are under way go on. Repeatable. */
export async function withdraw(
  transaction: Transaction,
  contract: Contract,
  organisationId: string,
  actor: Actor,
): Promise<void> {
  if (await withdrawGrant(transaction, { organisationId, contractId: contract.id }))
    await record(transaction, contract, organisationId, actor, 'grant_withdrawn');
}

const record = (
  transaction: Transaction,
  { id, tenantId }: Contract,
  organisationId: string,
  actor: Actor,
  what: 'granted' | 'grant_withdrawn',
): Promise<void> =>
  addAuditEvent(transaction, {
    organisationId: tenantId,
    actor,
    action: `contract.${what}`,
    subject: { kind: 'contract', id },
    payload: { organisationId },
  });
