import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { receiptsOf } from '@visavis/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addIdentification,
  addTenant,
  gone,
  intact,
  makeWorld,
  traces,
  type Added,
  type Tenant,
  type World,
} from '../test/world.ts';

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url));

let world: World;
let tenant: Tenant;
let due: Added;
let later: Added;

beforeAll(async () => {
  world = await makeWorld();
  tenant = await addTenant(world);
  due = await addIdentification(world, tenant);
  later = await addIdentification(world, tenant, { dueDaysAgo: -30, slotsExpireInMs: 3000 });
  const { databaseUrl, keysDatabaseUrl, store, signingKey } = world.config;
  const ready = { databaseUrl, s3: store, embedded: { keysDatabaseUrl, receiptKeyFile: signingKey.file } };
  await writeFile(join(world.folder, 'ready.json'), JSON.stringify(ready));
});
afterAll(() => world.close());

type Run = { code: number; stdout: string; stderr: string };

/** Nothing of the test run's own environment but where programs are. */
const run = (args: string[], env: Record<string, string> = { DATA_DIR: world.folder }): Promise<Run> =>
  new Promise(resolve => {
    const options = { env: { PATH: process.env.PATH, ...env } };
    execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });

const environment = (): Record<string, string> => ({
  DATABASE_URL: world.config.databaseUrl,
  KEYS_DATABASE_URL: world.config.keysDatabaseUrl,
  S3_ENDPOINT: world.config.store.endpoint,
  S3_BUCKET: world.config.store.bucket,
  S3_ACCESS_KEY_ID: world.config.store.accessKeyId,
  S3_SECRET_ACCESS_KEY: world.config.store.secretAccessKey,
  RECEIPT_SIGNING_KEY_FILE: world.config.signingKey.file,
});

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

type DryRun = {
  identifications: { id: string; held: boolean; objects: number; bytes: number }[];
  totals: object;
};

describe('npm run retention', () => {
  it('lists what would go as of a day, what is held, and changes nothing', async () => {
    const { tenantId, agentId } = tenant;
    await world.sql`
      insert into legal_hold (tenant_id, identification_id, reason, owner_id, expires_at)
      values (${tenantId}, ${due.id}, 'dispute', ${agentId}, now() + interval '1 hour')`;
    const { code, stdout } = await run(['--dry-run', '--as-of', inDays(40), '--json']);
    expect(code).toBe(0);
    const listed = JSON.parse(stdout) as DryRun;
    expect(listed.identifications).toMatchObject([
      { id: due.id, held: true, objects: 3, bytes: 300, contract: { name: 'Accounts' }, outcome: 'verified' },
      { id: later.id, held: false, objects: 3, bytes: 300 },
    ]);
    expect(listed.totals).toEqual({ identifications: 1, objects: 3, bytes: 300, held: 1 });

    const today = await run(['--dry-run']);
    expect(today.stdout).toContain(due.id);
    expect(today.stdout).toContain('held until');
    expect(today.stdout).not.toContain(later.id);

    expect(await traces(world, due)).toEqual({ ...intact, rows: intact.rows + 1 });
    expect(await traces(world, later)).toEqual(intact);
    await world.sql`update legal_hold set released_at = now() where identification_id = ${due.id}`;
  });

  it('refuses to delete before the time where real data may be', async () => {
    const refused = await run(['--as-of', inDays(40)], environment());
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('only an embedded stack');
    expect(await traces(world, later)).toEqual(intact);
  });

  it('says what is missing when there is no stack', async () => {
    const refused = await run([], { DATA_DIR: join(world.folder, 'nothing') });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('npm start');
  });

  it('on an embedded stack deletes as of a later day, once no upload can come, and says so in the receipt', async () => {
    const { code, stdout, stderr } = await run(['--as-of', inDays(40), '--json']);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const report = JSON.parse(stdout) as { ok: boolean; deleted: string[] };
    expect(report.ok).toBe(true);
    expect(report.deleted.toSorted()).toEqual([due.id, later.id].toSorted());
    expect(await traces(world, due)).toEqual(gone);
    expect(await traces(world, later)).toEqual(gone);
    const receipts = await receiptsOf(world.sql, [due.id, later.id]);
    const basis = Object.fromEntries(
      receipts.map(({ leaf }) => [leaf.identificationId, leaf.legalBasis] as const),
    );
    expect(basis).toEqual({ [due.id]: 'retention_period', [later.id]: 'rehearsal' });
  });

  it('lists objects without identification', async () => {
    await world.put(`${due.prefix}late`);
    const { stdout } = await run(['orphans', '--json']);
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      orphans: [{ key: `${due.prefix}late`, bytes: 20 }],
      bytes: 20,
    });
  });

  it('verifies a receipt offline, and refuses a changed one', async () => {
    const [receipt] = await receiptsOf(world.sql, [due.id]);
    const file = join(world.folder, 'receipt.json');
    const key = join(world.folder, 'receipts.pub.json');
    await writeFile(file, JSON.stringify(receipt));
    expect(await run(['verify-receipt', file, '--key', key])).toMatchObject({ code: 0 });
    await writeFile(file, JSON.stringify({ ...receipt, leaf: { ...receipt?.leaf, bytes: 1 } }));
    const refused = await run(['verify-receipt', file, '--key', key]);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('root_differs');
  });
});
