import type { IdentificationState, Language } from '@visavis/protocol';
import type { Queryable, Transaction } from './connect.ts';

/** What is not personal of an identification. */
export type Identification = {
  id: string;
  tenantId: string;
  contractId: string;
  ruleset: string;
  rulesetVersion: number;
  language: Language;
  state: IdentificationState;
  reason: string | null;
  createdAt: Date;
  linkExpiresAt: Date;
  endedAt: Date | null;
  dueAt: Date | null;
  acknowledgedAt: Date | null;
  purgeClaimedAt: Date | null;
  /** How many calls there were. */
  attempts: number;
};

/** An acknowledgement makes due at once what its contract gives up then; the column keeps the end of the period. */
const dueAt = (sql: Queryable) => sql`
  case when (select purge_on_acknowledge from contract c where c.id = i.contract_id)
    then least(i.due_at, i.acknowledged_at) else i.due_at end`;

const columns = (sql: Queryable) => sql`
  i.id, i.tenant_id, i.contract_id, i.ruleset, i.ruleset_version, i.language, i.state, i.reason, i.created_at,
  i.link_expires_at, i.ended_at, ${dueAt(sql)} as due_at, i.acknowledged_at, i.purge_claimed_at,
  (select count(*)::int from attempt a where a.identification_id = i.id) as attempts`;

export async function findIdentification(
  sql: Queryable,
  identificationId: string,
): Promise<Identification | undefined> {
  const [row] = await sql<
    Identification[]
  >`select ${columns(sql)} from identification i where i.id = ${identificationId}`;
  return row;
}

/** Under the row lock that purge claims take too. */
export async function lockIdentification(
  sql: Transaction,
  identificationId: string,
): Promise<Identification | undefined> {
  const [row] = await sql<Identification[]>`
    select ${columns(sql)} from identification i where i.id = ${identificationId} for update of i`;
  return row;
}

/** Newest first. */
export async function listIdentifications(sql: Queryable, most: number): Promise<Identification[]> {
  return sql<Identification[]>`
    select ${columns(sql)} from identification i order by i.created_at desc, i.id limit ${most}`;
}

/** Ended ones, soonest due first. */
export async function listEnded(
  sql: Queryable,
  most: number,
): Promise<(Identification & { held: boolean })[]> {
  return sql<(Identification & { held: boolean })[]>`
    select ${columns(sql)}, exists (
      select from legal_hold h where h.identification_id = i.id and h.released_at is null and h.expires_at > now()
    ) as held
    from identification i where i.due_at is not null order by ${dueAt(sql)}, i.id limit ${most}`;
}

export type NewIdentification = {
  id: string;
  tenantId: string;
  contractId: string;
  ruleset: string;
  rulesetVersion: number;
  language: Language;
  personSealed: Buffer;
  tokenSha384: Buffer;
  linkDays: number;
};

export async function addIdentification(sql: Transaction, order: NewIdentification): Promise<void> {
  await sql`
    insert into identification (id, tenant_id, contract_id, ruleset, ruleset_version, language, person_sealed,
      token_sha384, link_expires_at)
    values (${order.id}, ${order.tenantId}, ${order.contractId}, ${order.ruleset}, ${order.rulesetVersion},
      ${order.language}, ${order.personSealed}, ${order.tokenSha384}, now() + make_interval(days => ${order.linkDays}))`;
}

/** Once; repeating it changes nothing. */
export async function acknowledge(sql: Transaction, identificationId: string): Promise<void> {
  await sql`
    update identification set acknowledged_at = now() where id = ${identificationId} and acknowledged_at is null`;
}
