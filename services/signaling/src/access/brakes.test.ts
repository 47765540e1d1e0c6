import { randomBytes, randomUUID } from 'node:crypto';
import { connect, type Sql } from '@visavis/db';
import { testDatabase, type TestDatabase } from '@visavis/test-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBrakes, type Brakes } from './brakes.ts';

let database: TestDatabase;
let processes: { sql: Sql; brakes: Brakes }[];
beforeAll(async () => {
  database = await testDatabase();
  const kek = randomBytes(32);
  processes = [1, 2].map(() => {
    const sql = connect(database.url, 'visavis_signaling');
    return { sql, brakes: createBrakes(sql, kek) };
  });
});
afterAll(async () => {
  for (const { sql } of processes) await sql.end();
  await database.drop();
});

/** Seconds that the only lock lasts, from when it was set: the clock does not matter. */
async function lockOf(brake: (name: string) => Promise<boolean>, name: string): Promise<number> {
  await database.sql`delete from sign_in_brake where key like '%-lock:%'`;
  const before = Date.now();
  expect(await brake(name)).toBe(true);
  const [row] = await database.sql<{ expire: string }[]>`
    select expire from sign_in_brake where key like '%-lock:%' and key not like '%-free'`;
  return row === undefined ? 0 : Math.round((Number(row.expire) - before) / 1000 - 0.5);
}

test('each failure from the third on locks for twice as long, a quarter of an hour at most, for all processes', async () => {
  const [one, two] = processes;
  const begin = (name: string) => one?.brakes.account.begin(name) ?? Promise.resolve(false);
  const name = randomUUID();
  const locks = [];
  for (let tries = 0; tries < 13; tries++) locks.push(await lockOf(begin, name));
  expect(locks).toEqual([0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
  expect(await two?.brakes.account.begin(name)).toBe(false);
  expect(await two?.brakes.account.begin(randomUUID())).toBe(true);
  await two?.brakes.account.forget(name);
  expect(await lockOf(begin, name)).toBe(0);
});

test('of a hundred at once in two processes three are looked at', async () => {
  const name = randomUUID();
  const fifty = Array.from({ length: 50 }, () => processes.map(({ brakes }) => brakes.account.begin(name)));
  const admitted = (await Promise.all(fifty.flat())).filter(Boolean);
  expect(admitted.length).toBeGreaterThanOrEqual(1);
  expect(admitted.length).toBeLessThanOrEqual(3);
});

test('an address may fail sixty times an hour; what succeeded does not count', async () => {
  const [one] = processes;
  const address = '192.0.2.7';
  const begin = () => one?.brakes.address.begin(address);
  for (let tries = 0; tries < 70; tries++) {
    expect(await begin()).toBe(true);
    await one?.brakes.address.succeed(address);
  }
  for (let tries = 0; tries < 61; tries++) expect(await begin()).toBe(true);
  expect(await begin()).toBe(false);
});

test('the table does not tell who tried', async () => {
  const rows = await database.sql`select key from sign_in_brake where key like '%192.0.2.7%'`;
  expect(rows).toEqual([]);
});
