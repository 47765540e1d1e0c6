import { randomUUID } from 'node:crypto';
import { testDatabase, type TestDatabase } from '@visavis/test-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAuditEvent, connectAsOwner, verifyAuditChain, type Sql } from './index.ts';

let database: TestDatabase;
let owner: Sql;
beforeAll(async () => {
  database = await testDatabase();
  owner = connectAsOwner(database.url);
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const actor = { kind: 'service', id: 'test' } as const;

async function addOrganisation(): Promise<string> {
  const id = randomUUID();
  await database.sql`insert into organisation (id, kind, name) values (${id}, 'ident_centre', 'Centre')`;
  return id;
}

/** A chain of its own with so many events. */
async function chain(length = 8): Promise<string> {
  const organisationId = await addOrganisation();
  for (let from = 1; from <= length; from += 1)
    await addAuditEvent(database.sql, {
      organisationId,
      actor,
      action: 'retention.changed',
      subject: { kind: 'contract', id: randomUUID() },
      payload: { from, to: 60, moved: 0 },
    });
  return organisationId;
}

/** What the owner of the database can do: triggers stand in nobody's way. */
const tamper = (work: (sql: TestDatabase['sql']) => Promise<unknown>) =>
  database.sql.begin(async sql => {
    await sql`alter table audit_event disable trigger user`;
    await work(sql as unknown as TestDatabase['sql']);
    await sql`alter table audit_event enable trigger user`;
  });

const move = (sql: TestDatabase['sql'], id: string, from: number, to: number) =>
  sql`update audit_event set sequence = ${to} where organisation_id = ${id} and sequence = ${from}`;

/** One after the other, since each place is taken only once. */
async function shift(sql: TestDatabase['sql'], id: string, from: number, to: number, by: 1 | -1) {
  const places = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  for (const place of by === 1 ? places.toReversed() : places) await move(sql, id, place, place + by);
}

/** Copies a row to another place, as it stands or with hashes that fit there. */
const insert = (sql: TestDatabase['sql'], id: string, from: number, to: number) => sql`
  insert into audit_event select organisation_id, ${to}::bigint, at, actor_kind, actor_id, 'retention.forged', subject_kind,
    subject_id, payload, salt, digest, previous_hash, hash
  from audit_event where organisation_id = ${id} and sequence = ${from}`;

/** Makes a row's hash right again, as whoever knows the rule can. */
const rehash = (sql: TestDatabase['sql'], id: string, sequence: number) => sql`
  update audit_event e set hash = sha384(e.previous_hash
      || length_prefixed(sequence::text)
      || length_prefixed(to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      || length_prefixed(actor_kind) || length_prefixed(actor_id) || length_prefixed(action)
      || length_prefixed(subject_kind) || length_prefixed(subject_id) || digest)
  where organisation_id = ${id} and sequence = ${sequence}`;

const verify = (id: string, signed?: { sequence: number; hash: Buffer }) =>
  verifyAuditChain(owner, id, signed);

test('a chain that nobody touched holds, also an empty one', async () => {
  expect(await verify(await chain())).toMatchObject({ count: 8, erased: 0, damage: [] });
  expect(await verify(await addOrganisation())).toMatchObject({ count: 0, damage: [] });
});

test('a payload outside of the contract is refused, and nothing is written', async () => {
  const organisationId = await addOrganisation();
  const payload = { from: 1, to: 2, moved: 3, name: 'Eriksson' };
  const subject = { kind: 'contract', id: randomUUID() } as const;
  await expect(
    addAuditEvent(database.sql, { organisationId, actor, action: 'retention.changed', subject, payload }),
  ).rejects.toMatchObject({ name: 'ZodError' });
  expect((await verify(organisationId)).count).toBe(0);
});

describe('is found as what it is:', () => {
  test.each([
    [
      'a changed payload',
      (sql: TestDatabase['sql'], id: string) =>
        sql`update audit_event set payload = '{"from":1}' where organisation_id = ${id} and sequence = 3`,
      [{ sequence: 3, kind: 'payload_changed' }],
    ],
    [
      'an erased payload without a deletion',
      (sql: TestDatabase['sql'], id: string) =>
        sql`update audit_event set payload = null, salt = null where organisation_id = ${id} and sequence = 3`,
      [{ sequence: 0, kind: 'payload_erased' }],
    ],
    [
      'a changed field',
      (sql: TestDatabase['sql'], id: string) =>
        sql`update audit_event set actor_id = 'other' where organisation_id = ${id} and sequence = 3`,
      [{ sequence: 3, kind: 'field_changed' }],
    ],
    [
      'a changed field whose hash was made right',
      async (sql: TestDatabase['sql'], id: string) => {
        await sql`update audit_event set actor_id = 'other' where organisation_id = ${id} and sequence = 3`;
        await rehash(sql, id, 3);
      },
      [{ sequence: 3, kind: 'field_changed' }],
    ],
    [
      'a row removed from the middle',
      (sql: TestDatabase['sql'], id: string) =>
        sql`delete from audit_event where organisation_id = ${id} and sequence = 3`,
      [{ sequence: 3, kind: 'removed' }],
    ],
    [
      'rows removed from the middle, the rest moved up, the head made to fit',
      async (sql: TestDatabase['sql'], id: string) => {
        await sql`delete from audit_event where organisation_id = ${id} and sequence = 3`;
        await shift(sql, id, 4, 8, -1);
        await sql`update audit_head set sequence = 7 where organisation_id = ${id}`;
      },
      [{ sequence: 3, kind: 'removed' }],
    ],
    [
      'a cut tail',
      (sql: TestDatabase['sql'], id: string) =>
        sql`delete from audit_event where organisation_id = ${id} and sequence > 6`,
      [{ sequence: 7, kind: 'tail_cut' }],
    ],
    [
      'neighbours swapped',
      async (sql: TestDatabase['sql'], id: string) => {
        await move(sql, id, 3, 99);
        await move(sql, id, 4, 3);
        await move(sql, id, 99, 4);
      },
      [
        { sequence: 3, kind: 'reordered' },
        { sequence: 4, kind: 'reordered' },
      ],
    ],
    [
      'rows swapped that stand apart, the last among them',
      async (sql: TestDatabase['sql'], id: string) => {
        await move(sql, id, 2, 99);
        await move(sql, id, 8, 2);
        await move(sql, id, 99, 8);
      },
      [
        { sequence: 2, kind: 'reordered' },
        { sequence: 8, kind: 'reordered' },
        { sequence: 8, kind: 'head_changed' },
      ],
    ],
    [
      'a row inserted in the middle',
      async (sql: TestDatabase['sql'], id: string) => {
        await shift(sql, id, 4, 8, 1);
        await insert(sql, id, 3, 4);
        await sql`update audit_head set sequence = 9 where organisation_id = ${id}`;
      },
      [{ sequence: 4, kind: 'inserted' }],
    ],
    [
      'a row inserted with hashes that fit',
      async (sql: TestDatabase['sql'], id: string) => {
        await shift(sql, id, 4, 8, 1);
        await insert(sql, id, 3, 4);
        await sql`
          update audit_event set previous_hash = (select hash from audit_event where organisation_id = ${id} and sequence = 3)
          where organisation_id = ${id} and sequence = 4`;
        await rehash(sql, id, 4);
        await sql`update audit_head set sequence = 9 where organisation_id = ${id}`;
      },
      [{ sequence: 4, kind: 'inserted' }],
    ],
    [
      'a row added behind the last',
      async (sql: TestDatabase['sql'], id: string) => {
        await insert(sql, id, 8, 9);
        await sql`
          update audit_event set previous_hash = (select hash from audit_event where organisation_id = ${id} and sequence = 8)
          where organisation_id = ${id} and sequence = 9`;
        await rehash(sql, id, 9);
      },
      [{ sequence: 9, kind: 'inserted' }],
    ],
    [
      'a head that is gone',
      (sql: TestDatabase['sql'], id: string) => sql`delete from audit_head where organisation_id = ${id}`,
      [{ sequence: 8, kind: 'head_changed' }],
    ],
  ] as const)('%s', async (_name, change, damage) => {
    const [id, other] = [await chain(), await chain(3)];
    await tamper(async sql => change(sql, id));
    expect((await verify(id)).damage).toEqual(damage);
    expect((await verify(other)).damage).toEqual([]);
  });

  test('against a signed head: a tail cut with its head, and a chain made anew', async () => {
    const id = await chain();
    const { last } = await verify(id);
    await tamper(async sql => {
      await sql`delete from audit_event where organisation_id = ${id} and sequence > 6`;
      await sql`
        update audit_head h set sequence = 6, hash = e.hash from audit_event e
        where h.organisation_id = ${id} and e.organisation_id = ${id} and e.sequence = 6`;
    });
    expect((await verify(id)).damage).toEqual([]);
    expect((await verify(id, last)).damage).toEqual([{ sequence: 7, kind: 'tail_cut' }]);
    for (const from of [1, 2])
      await addAuditEvent(database.sql, {
        organisationId: id,
        actor,
        action: 'retention.changed',
        subject: { kind: 'contract', id: randomUUID() },
        payload: { from, to: 1, moved: 0 },
      });
    expect((await verify(id)).damage).toEqual([]);
    expect((await verify(id, last)).damage).toEqual([{ sequence: 8, kind: 'rewritten' }]);
  });
});
