import {
  connectAsOwner,
  listAuditChains,
  seesAllAuditEvents,
  verifyAuditChain,
  type Damage,
  type DatabaseIdentity,
  type Sql,
} from '@visavis/db';
import { Fault } from './fault.ts';
import type { Heads } from './signed-heads.ts';

export type VerifiedChains = {
  at: string;
  chains: {
    organisationId: string;
    count: number;
    erased: number;
    sequence: number;
    hash: string;
    damage: Damage[];
  }[];
};

/**
 * Every chain that there is, or that there was when the heads were signed, all as of one moment.
 * @throws Fault when the login does not see every row
 */
export async function verifyAll(
  databaseUrl: string,
  identity: DatabaseIdentity | undefined,
  signed: Heads | undefined,
): Promise<VerifiedChains> {
  const sql = connectAsOwner(databaseUrl, identity);
  try {
    return await sql.begin('isolation level repeatable read read only', transaction =>
      verifyIn(transaction as unknown as Sql, signed),
    );
  } finally {
    await sql.end();
  }
}

async function verifyIn(sql: Sql, signed: Heads | undefined): Promise<VerifiedChains> {
  if (!(await seesAllAuditEvents(sql)))
    throw new Fault('this login does not see all rows: DATABASE_URL must be that of the schema’s owner');
  const before = new Map(
    signed?.chains.map(({ organisationId, sequence, hash }) => [
      organisationId,
      { sequence, hash: Buffer.from(hash, 'base64url') },
    ]),
  );
  const chains: VerifiedChains['chains'] = [];
  for (const organisationId of new Set([...(await listAuditChains(sql)), ...before.keys()])) {
    const { last, ...rest } = await verifyAuditChain(sql, organisationId, before.get(organisationId));
    chains.push({
      organisationId,
      ...rest,
      sequence: last.sequence,
      hash: last.hash.toString('base64url'),
    });
  }
  return { at: new Date().toISOString(), chains };
}
