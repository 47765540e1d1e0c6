import { execFile } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addAuditEvent } from '@visavis/db';
import { testDatabase, type TestDatabase } from '@visavis/test-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

const answer = z.object({
  ok: z.boolean(),
  comparedWith: z.string().nullable(),
  chains: z.array(
    z.object({
      organisationId: z.string(),
      count: z.int(),
      damage: z.array(z.object({ sequence: z.int(), kind: z.string() })),
    }),
  ),
});

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'visavis-audit-'));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const run = (
  args: string[],
  databaseUrl = database.url,
): Promise<{ code: number; out: string; err: string }> =>
  new Promise(resolve => {
    const program = join(import.meta.dirname, 'main.ts');
    const env = { PATH: process.env.PATH, DATABASE_URL: databaseUrl };
    const child = execFile(process.execPath, [program, ...args], { env }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });

const verify = async (...args: string[]) => {
  const { code, out } = await run(['verify', '--json', ...args]);
  return { code, ...answer.parse(JSON.parse(out)) };
};

async function addKey(name: string): Promise<{ secret: string; shown: string }> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const [secret, shown] = [join(folder, `${name}.json`), join(folder, `${name}.pub.json`)];
  await writeFile(secret, JSON.stringify(privateKey.export({ format: 'jwk' })));
  await writeFile(shown, JSON.stringify(publicKey.export({ format: 'jwk' })));
  return { secret, shown };
}

test('names chain, place and kind of damage, and by a signed head also a tail cut with its head', async () => {
  const { sql } = database;
  const [id, other] = [randomUUID(), randomUUID()];
  for (const organisationId of [id, other]) {
    await sql`insert into organisation (id, kind, name) values (${organisationId}, 'ident_centre', 'Centre')`;
    for (let event = 1; event <= 4; event += 1)
      await addAuditEvent(sql, {
        organisationId,
        actor: { kind: 'service', id: 'test' },
        action: 'queue.left',
        subject: { kind: 'identification', id: randomUUID() },
      });
  }
  const [key, otherKey] = [await addKey('head'), await addKey('other')];
  const head = join(folder, 'heads.jws');
  expect(await run(['head', '--head', head, '--key', key.secret])).toMatchObject({ code: 0 });
  const whole = await verify('--head', head, '--key', key.shown);
  expect(whole).toMatchObject({ code: 0, ok: true });
  expect(whole.comparedWith).not.toBeNull();
  expect(whole.chains.map(({ count }) => count)).toEqual([4, 4]);
  expect(await run(['verify', '--head', head, '--key', otherKey.shown])).toMatchObject({ code: 2, out: '' });

  await sql.begin(async owner => {
    await owner`alter table audit_event disable trigger user`;
    await owner`delete from audit_event where organisation_id = ${id} and sequence = 4`;
    await owner`
      update audit_head h set sequence = 3, hash = e.hash from audit_event e
      where h.organisation_id = ${id} and e.organisation_id = ${id} and e.sequence = 3`;
    await owner`alter table audit_event enable trigger user`;
  });
  expect(await verify()).toMatchObject({ code: 0, ok: true });
  const cut = await verify('--head', head, '--key', key.shown);
  expect(cut).toMatchObject({ code: 1, ok: false });
  const damaged = cut.chains.filter(({ damage }) => damage.length > 0);
  expect(damaged).toMatchObject([{ organisationId: id, damage: [{ sequence: 4, kind: 'tail_cut' }] }]);
  // a head that shows damage is not replaced by one that does not
  expect(await run(['head', '--head', head, '--key', key.secret])).toMatchObject({ code: 1 });
  expect(await verify('--head', head, '--key', key.shown)).toMatchObject({ code: 1 });
  const { code, out } = await run(['verify', '--head', head, '--key', key.shown]);
  expect([code, out]).toEqual([
    1,
    expect.stringContaining('event 4: this event and what came after it are gone'),
  ]);
});

test('does not call whole what it cannot see', async () => {
  const login = `auditor_${randomUUID().slice(0, 8)}`;
  await database.sql.unsafe(`create role ${login} login password 'x'; grant visavis_signaling to ${login}`);
  const url = new URL(database.url);
  [url.username, url.password] = [login, 'x'];
  const { code, out, err } = await run(['verify', '--json'], url.href);
  await database.sql.unsafe(`drop role ${login}`);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain('does not see all rows');
  expect(await run(['verify', '--json'], 'postgres://127.0.0.1:1/none')).toMatchObject({ code: 2, out: '' });
});
