import { asPlatform, asTenant, connect, type Sql } from '@visavis/db';
import { allowedTransitions, rulesets } from '@visavis/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack, type Stack } from './stack.ts';

let stack: Stack;
let sql: Sql;
beforeAll(async () => {
  stack = await startStack();
  sql = connect(stack.database.url, 'visavis_signaling');
});
afterAll(async () => {
  await sql.end();
  await stack.stop();
});

test('the database allows exactly the transitions of the contract', async () => {
  const rows = await stack.database.sql<{ pair: string }[]>`
    select from_state || ' ' || to_state as pair from identification_transition`;
  const allowed = allowedTransitions().map(pair => pair.join(' '));
  expect(rows.map(({ pair }) => pair).sort()).toEqual([...new Set(allowed)].sort());
});

test('the database asks for exactly the steps of the rulesets', async () => {
  const rows = await stack.database.sql`
    select ruleset, version, step, mandatory, still, bound from ruleset_step order by ruleset, version, step`;
  const published = rulesets.flatMap(({ id, version, steps }) =>
    steps.map(({ step, mandatory, still, bound }) => ({
      ruleset: id,
      version,
      step,
      mandatory,
      still,
      bound,
    })),
  );
  const key = (row: { ruleset: string; version: number; step: string }) =>
    `${row.ruleset} ${row.version} ${row.step}`;
  expect([...rows]).toEqual(published.sort((a, b) => key(a).localeCompare(key(b))));
});

test('row-level security shows a tenant its own rows, and nothing to who says nothing', async () => {
  const [one, other] = [await stack.tenant(), await stack.tenant()];
  const contracts = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  const all = await asPlatform(sql, tx => tx<{ id: string }[]>`select id from contract`);
  expect(contracts(all)).toEqual(expect.arrayContaining([one.contract.id, other.contract.id]));
  const own = await asTenant(sql, one.tenant.id, tx => tx<{ id: string }[]>`select id from contract`);
  expect(contracts(own)).toEqual([one.contract.id]);
  expect(contracts(await sql<{ id: string }[]>`select id from contract`)).toEqual([]);
  const foreign = asTenant(
    sql,
    one.tenant.id,
    tx =>
      tx`insert into api_key (tenant_id, label, secret_sha384) values (${other.tenant.id}, 'x', sha384('x'))`,
  );
  await expect(foreign).rejects.toMatchObject({ code: '42501' });
});

test('every table with a tenant has row-level security', async () => {
  const open = await stack.database.sql<{ relname: string }[]>`
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not c.relrowsecurity`;
  expect(open.map(({ relname }) => relname)).toEqual([]);
});
