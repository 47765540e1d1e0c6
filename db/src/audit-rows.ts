import type { ChainHead, ChainRow } from './audit-chain.ts';
import { verifyChain, type VerifiedChain } from './audit-verify.ts';
import type { Queryable } from './connect.ts';

const pageRows = 2000;

/** A chain's rows as they stand, a page at a time by the primary key: no chain has to fit into memory. */
async function* readChain(
  sql: Queryable,
  organisationId: string,
  upTo = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<ChainRow[]> {
  let after = 0;
  for (;;) {
    const page = await sql<ChainRow[]>`
      select sequence::float8 as sequence, actor_kind, actor_id, action, subject_kind, subject_id, payload::text as payload,
        to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, salt, digest, previous_hash, hash
      from audit_event
      where organisation_id = ${organisationId} and sequence > ${after} and sequence <= ${upTo}
      order by sequence limit ${pageRows}`;
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = last.sequence;
  }
}

export async function readAuditHead(sql: Queryable, organisationId: string): Promise<ChainHead | undefined> {
  const [head] = await sql<ChainHead[]>`
    select sequence::float8 as sequence, hash from audit_head where organisation_id = ${organisationId}`;
  return head;
}

/** Organisations that have a chain, or a head without one. */
export async function listAuditChains(sql: Queryable): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select organisation_id as id from audit_head union select distinct organisation_id from audit_event order by id`;
  return rows.map(({ id }) => id);
}

/**
 * Verifies an organisation's chain as it is now; what is appended meanwhile does not matter.
 * @param sql in a transaction: policies hold for one
 */
export async function verifyAuditChain(
  sql: Queryable,
  organisationId: string,
  signed?: ChainHead,
): Promise<VerifiedChain> {
  const head = await readAuditHead(sql, organisationId);
  const verified = await verifyChain(organisationId, readChain(sql, organisationId, head?.sequence), {
    head,
    signed,
    findHash: async hash => {
      const [row] = await sql<{ sequence: number }[]>`
        select sequence::float8 as sequence from audit_event where organisation_id = ${organisationId} and hash = ${hash} limit 1`;
      return row?.sequence;
    },
  });
  // asked in one statement, so that rows and head are of one moment
  const [beyond] = await sql<{ sequence: number }[]>`
    select min(e.sequence)::float8 as sequence from audit_event e join audit_head h using (organisation_id)
    where e.organisation_id = ${organisationId} and e.sequence > h.sequence having count(*) > 0`;
  if (beyond) verified.damage.push({ sequence: beyond.sequence, kind: 'inserted' });
  return verified;
}

/** False for a login that row-level security holds: to it a chain that it does not see looks like none. */
export async function seesAllAuditEvents(sql: Queryable): Promise<boolean> {
  const [row] = await sql<{ hidden: boolean }[]>`select row_security_active('audit_event') as hidden`;
  return row?.hidden === false;
}
