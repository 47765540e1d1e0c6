import type { Localized } from '@visavis/protocol';
import type { Queryable, Transaction } from './connect.ts';

export type Contract = {
  id: string;
  tenantId: string;
  name: string;
  purpose: Localized;
  ruleset: string;
  rulesetVersion: number;
  retentionDays: number;
  purgeOnAcknowledge: boolean;
  passkeyRequired: boolean;
  status: 'draft' | 'live';
  recipientList: string | null;
  recipientListVersion: number;
  testObject: string | null;
  testObjectSha384: Buffer | null;
  liveAt: Date | null;
};

const columns = (sql: Queryable) => sql`
  id, tenant_id, name, purpose, ruleset, ruleset_version, retention_days, purge_on_acknowledge, passkey_required, status,
  recipient_list, recipient_list_version, test_object, test_object_sha384, live_at`;

export async function listContracts(sql: Queryable): Promise<Contract[]> {
  return sql<Contract[]>`select ${columns(sql)} from contract order by name, id`;
}

export async function findContract(sql: Queryable, contractId: string): Promise<Contract | undefined> {
  const [row] = await sql<Contract[]>`select ${columns(sql)} from contract where id = ${contractId}`;
  return row;
}

/** Keeps others from changing the contract until the transaction ends. */
export async function lockContract(sql: Transaction, contractId: string): Promise<Contract | undefined> {
  const [row] = await sql<
    Contract[]
  >`select ${columns(sql)} from contract where id = ${contractId} for update`;
  return row;
}

export async function demandPasskeys(sql: Queryable, contractId: string, required: boolean): Promise<void> {
  await sql`update contract set passkey_required = ${required} where id = ${contractId}`;
}

/** The contract is a draft until a test object of this list was opened. */
export async function replaceRecipientList(
  sql: Transaction,
  contractId: string,
  list: { jws: string; version: number },
): Promise<void> {
  await sql`
    update contract set recipient_list = ${list.jws}, recipient_list_version = ${list.version},
      status = 'draft', live_at = null, test_object = null, test_object_sha384 = null
    where id = ${contractId}`;
}

export async function storeTestObject(
  sql: Transaction,
  contractId: string,
  object: { sealed: string; challengeSha384: Buffer },
): Promise<void> {
  await sql`
    update contract set test_object = ${object.sealed}, test_object_sha384 = ${object.challengeSha384}
    where id = ${contractId}`;
}

/** The test object is spent. */
export async function goLive(sql: Transaction, contractId: string): Promise<void> {
  await sql`
    update contract set status = 'live', live_at = coalesce(live_at, now()), test_object = null, test_object_sha384 = null
    where id = ${contractId}`;
}

export type NewContract = Pick<
  Contract,
  | 'id'
  | 'tenantId'
  | 'name'
  | 'purpose'
  | 'ruleset'
  | 'rulesetVersion'
  | 'retentionDays'
  | 'purgeOnAcknowledge'
  | 'recipientList'
  | 'recipientListVersion'
>;

export async function addContract(sql: Queryable, contract: NewContract): Promise<void> {
  await sql`
    insert into contract (id, tenant_id, name, purpose, ruleset, ruleset_version, retention_days,
      purge_on_acknowledge, recipient_list, recipient_list_version)
    values (${contract.id}, ${contract.tenantId}, ${contract.name}, ${JSON.stringify(contract.purpose)}::text::jsonb,
      ${contract.ruleset}, ${contract.rulesetVersion}, ${contract.retentionDays}, ${contract.purgeOnAcknowledge},
      ${contract.recipientList}, ${contract.recipientListVersion})`;
}
