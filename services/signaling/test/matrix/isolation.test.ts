import { connect, type Sql, type Transaction } from '@visavis/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStack, type Stack } from '../stack.ts';
import { makeWorld, type Estate, type World } from './estates.ts';

/*
 * What row-level security alone keeps apart, without any where-clause. The tables are those that the catalogue has: a new
 * one needs rows in `fill`, and its policies.
 */

let stack: Stack;
let sql: Sql;
let world: World;
let tables: Table[];

type Table = {
  name: string;
  owners: string[];
  columns: string[];
  may: ('select' | 'update' | 'delete' | 'insert')[];
};
type Scope = { tenant?: string; organisation?: string };

const role = 'visavis_signaling';

beforeAll(async () => {
  stack = await startStack();
  sql = connect(stack.database.url, role, { connections: 2 });
  world = await makeWorld(stack);
  await fill(world.estates.own);
  await fill(world.estates.other);
  tables = await readTables();
});
afterAll(async () => {
  await sql.end();
  await stack.stop();
});

/** Rows in the tables that a call leaves empty. */
async function fill(estate: Estate): Promise<void> {
  const { sql: owner } = stack.database;
  const { tenantId, centreId, agentId, deviceId, contractId, identificationId, attemptId, endedId } = estate;
  const digest = owner`sha384('')`;
  const [supervisor] = await owner<{ id: string }[]>`
    insert into app_user (organisation_id, email, name, roles)
    values (${centreId}, ${`supervisor-${centreId}`}, 'S', '{supervisor}') returning id`;
  await owner`
    insert into recipient_list (contract_id, version, tenant_id, jws) values (${contractId}, 2, ${tenantId}, 'a.b.c')`;
  await owner`insert into customer_presence (identification_id, tenant_id) values (${identificationId}, ${tenantId})`;
  await owner`insert into attempt_end (attempt_id, tenant_id, participant) values (${attemptId}, ${tenantId}, 'agent')`;
  await owner`
    insert into attempt_supervision (attempt_id, tenant_id, supervisor_id, device_id)
    values (${attemptId}, ${tenantId}, ${supervisor?.id ?? ''}, ${deviceId})`;
  await owner`
    insert into attempt_step (attempt_id, tenant_id, step, status, transcript)
    values (${attemptId}, ${tenantId}, 'face', 'done', ${digest})`;
  await owner`
    insert into manifest (attempt_id, number, tenant_id, jws, sha384)
    values (${attemptId}, 0, ${tenantId}, 'a.b.c', ${digest})`;
  await owner`
    insert into decision (identification_id, tenant_id, attempt_id, agent_id, outcome, jws)
    values (${identificationId}, ${tenantId}, ${attemptId}, ${agentId}, 'rejected', 'a.b.c')`;
  await owner`
    insert into legal_hold (tenant_id, identification_id, reason, owner_id, expires_at)
    values (${tenantId}, ${endedId}, 'dispute', ${agentId}, now() + interval '1 day')`;
  await owner`
    insert into purge_batch (id, tenant_id, sequence, leaves, root, previous_sha384, jws)
    values (${tenantId}, ${tenantId}, 1, 1, ${digest}, sha384(convert_to('visavis receipts ' || ${tenantId}::text, 'UTF8')), 'a.b.c')`;
  await owner`
    insert into deletion_receipt (id, tenant_id, identification_id, batch_id, leaf, path, deleted_at)
    values (${tenantId}, ${tenantId}, ${tenantId}, ${tenantId}, '{}', '{}', now())`;
  for (const organisationId of [tenantId, centreId])
    await owner`
      insert into audit_event (organisation_id, actor_kind, actor_id, action, subject_kind, subject_id)
      values (${organisationId}, 'service', 'test', 'organisation.created', 'organisation', ${organisationId})`;
}

/** Every table that says whose its rows are. */
async function readTables(): Promise<Table[]> {
  return stack.database.sql<Table[]>`
    select c.relname as name,
      array_agg(a.attname::text) filter (where a.attname in ('tenant_id', 'organisation_id')
        or (c.relname in ('tenant', 'organisation') and a.attname = 'id')) as owners,
      array_agg(a.attname::text) filter (where a.attgenerated = '' and a.attidentity = '') as columns,
      array(select p from unnest(array['select', 'insert', 'update', 'delete']) p
        where has_table_privilege(${role}, c.oid, p)) as may
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
    group by c.oid, c.relname
    having bool_or(a.attname in ('tenant_id', 'organisation_id')) or c.relname in ('tenant', 'organisation')
    order by c.relname`;
}

/** Works in the scope and undoes it. */
async function within<T>(scope: Scope, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  let result: T | undefined;
  const undo = new Error('undone');
  await sql
    .begin(async transaction => {
      await transaction`
        select set_config('visavis.tenant', ${scope.tenant ?? ''}, true),
          set_config('visavis.organisation', ${scope.organisation ?? ''}, true)`;
      result = await work(transaction);
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return result as T;
}

const scopes = (): Record<string, Scope> => {
  const { tenantId, centreId } = world.estates.own;
  return {
    'a tenant': { tenant: tenantId },
    'a tenant as an organisation': { organisation: tenantId },
    'an ident centre': { organisation: centreId },
    'an ident centre in a call': { organisation: centreId, tenant: tenantId },
  };
};

/** Whose rows nobody of `own` may see. */
const foreign = (): Set<string> => {
  const { other, managed } = world.estates;
  return new Set([other.tenantId, other.centreId, managed.tenantId, managed.centreId, managed.resellerId]);
};

type Owners = Record<string, string>[];
const ofForeign = (rows: Owners): Owners =>
  rows.filter(row => Object.values(row).some(id => foreign().has(id)));

test('every table but those without anybody’s rows has row-level security', async () => {
  const rows = await stack.database.sql<{ name: string }[]>`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and not relrowsecurity order by relname`;
  expect(rows.map(({ name }) => name)).toEqual([
    'identification_transition',
    'ruleset',
    'ruleset_step',
    'schema_migration',
    // found by the hash of its id only
    'session',
    'sfu_node',
  ]);
});

test('there is a row of both sides in every table, so that nothing here is empty', async () => {
  const { own, other } = world.estates;
  for (const { name, owners } of tables)
    for (const side of [own, other]) {
      const columns = owners.map(owner => `${owner}::text`).join(', ');
      const rows = await stack.database.sql.unsafe(
        `select 1 from ${name} where array[${columns}] && $1::text[] limit 1`,
        [[side.tenantId, side.centreId]],
      );
      expect(rows.length, name).toBe(1);
    }
});

describe.each(['a tenant', 'a tenant as an organisation', 'an ident centre', 'an ident centre in a call'])(
  '%s',
  name => {
    const scope = () => scopes()[name] ?? {};

    test('reads nothing of others, and something of its own', async () => {
      let own = 0;
      for (const { name: table, owners } of tables) {
        const rows = await within(scope(), tx =>
          tx.unsafe<Owners>(`select ${owners.join(', ')} from ${table}`),
        );
        expect(ofForeign(rows), table).toEqual([]);
        own += rows.length;
      }
      expect(own).toBeGreaterThan(3);
    });

    test('changes and deletes nothing of others', async () => {
      for (const { name: table, owners, may } of tables) {
        // what a lock finds, an update would change
        const locked = may.includes('update')
          ? await within(scope(), tx =>
              tx.unsafe<Owners>(`select ${owners.join(', ')} from ${table} for update`),
            )
          : [];
        const deleted = may.includes('delete')
          ? await within(scope(), tx =>
              tx.unsafe<Owners>(`delete from ${table} returning ${owners.join(', ')}`),
            )
          : [];
        expect(ofForeign([...locked, ...deleted]), table).toEqual([]);
      }
    });

    test('adds nothing to others', async () => {
      const { other } = world.estates;
      for (const { name: table, owners, columns, may } of tables.filter(({ may }) =>
        may.includes('insert'),
      )) {
        if (!may.includes('insert')) continue;
        const [row] = await stack.database.sql.unsafe<{ row: unknown }[]>(
          `select to_jsonb(t) as row from ${table} t where array[${owners.map(owner => `${owner}::text`).join(', ')}] && $1::text[] limit 1`,
          [[other.tenantId, other.centreId]],
        );
        const list = columns.map(column => `"${column}"`).join(', ');
        const added = within(scope(), tx =>
          tx.unsafe(
            `insert into ${table} (${list}) select ${list} from jsonb_populate_record(null::${table}, $1::text::jsonb)`,
            [JSON.stringify(row?.row)],
          ),
        );
        // row-level security, or a trigger before it that does not find what the row refers to
        const code = await added.then(
          () => 'added',
          (error: unknown) => (error as { code?: string }).code,
        );
        expect(['42501', '23514'], `${table}: ${String(code)}`).toContain(code);
      }
    });
  },
);

test('an operator and a reseller see no call and nothing of a customer', async () => {
  const hidden = new Set([
    ...[
      'identification',
      'attempt',
      'artefact',
      'segment',
      'manifest',
      'decision',
      'attempt_step',
      'attempt_end',
    ],
    ...[
      'customer_presence',
      'legal_hold',
      'deletion_receipt',
      'recipient_list',
      'api_key',
      'attempt_supervision',
    ],
  ]);
  const { sql: owner } = stack.database;
  const managers = await owner<{ id: string; kind: string }[]>`
    select id, kind from organisation where kind in ('operator', 'reseller')`;
  expect(managers.map(({ kind }) => kind).sort()).toEqual(['operator', 'reseller']);
  for (const { id, kind } of managers) {
    for (const { name } of tables.filter(table => hidden.has(table.name))) {
      const rows = await within({ organisation: id }, tx => tx.unsafe(`select 1 from ${name}`));
      expect(rows.length, `${name} to the ${kind}`).toBe(0);
    }
    const seen = await within({ organisation: id }, tx => tx<{ id: string }[]>`select id from tenant`);
    const { own, granted, other, managed } = world.estates;
    const expected = kind === 'reseller' ? [managed] : [own, granted, other, managed];
    expect(seen.map(row => row.id).sort()).toEqual(expected.map(({ tenantId }) => tenantId).sort());
    // nor do they read the chains of those whom they manage
    const audited = await within({ organisation: id }, tx => tx`select 1 from audit_event`);
    expect(audited.length).toBe(0);
  }
});

test('without a scope nothing is visible', async () => {
  for (const { name } of tables) expect((await sql.unsafe(`select 1 from ${name}`)).length, name).toBe(0);
});
