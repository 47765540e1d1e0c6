import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { migrateKeys } from '@visavis/db';
import { generateRootKeyFile, loadRootKeyFile } from '@visavis/e2ee';
import { emptyDatabase, testBucket, testDatabase, type TestDatabase } from '@visavis/test-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTotpSecret } from '../src/access/totp.ts';
import { unwrapKey, wrapKey } from '../src/sealing/data-key.ts';

let main: TestDatabase;
let keys: TestDatabase;
let environment: NodeJS.ProcessEnv;
beforeAll(async () => {
  [main, keys] = await Promise.all([testDatabase(), emptyDatabase()]);
  await migrateKeys(keys.url);
  const bucket = await testBucket();
  environment = {
    PATH: process.env.PATH,
    DATABASE_URL: main.url,
    KEYS_DATABASE_URL: keys.url,
    DATA_KEK: randomBytes(32).toString('base64'),
    SESSION_SECRET: randomBytes(32).toString('hex'),
    PORT: '0',
    S3_ENDPOINT: bucket.endpoint,
    S3_BUCKET: bucket.bucket,
    S3_ACCESS_KEY_ID: bucket.accessKeyId,
    S3_SECRET_ACCESS_KEY: bucket.secretAccessKey,
    SFU_SECRET: randomBytes(32).toString('hex'),
  };
  bucket.client.destroy();
});
afterAll(() => Promise.all([main.drop(), keys.drop()]));

const start = (path: string, ...rest: string[]) =>
  spawn(process.execPath, [fileURLToPath(new URL(`../src/${path}`, import.meta.url)), ...rest], {
    env: environment,
    stdio: ['pipe', 'pipe', 'inherit'],
  });

async function provision(command: string, input: unknown) {
  const program = start('provision/main.ts', command);
  program.stdin.end(JSON.stringify(input));
  const ended = once(program, 'exit') as Promise<[number]>;
  const [output, [code]] = await Promise.all([text(program.stdout), ended]);
  return { code, answer: JSON.parse(output) as unknown };
}

test('provisioning makes a tenant from nothing, and refuses what does not fit', async () => {
  const id = randomUUID();
  const root = await loadRootKeyFile(await generateRootKeyFile(id, new Date()));
  const input = {
    tenant: { id, name: 'Bank', rootKey: root.publicJwk },
    contract: { name: 'Accounts', purpose: { de: 'Konto', en: 'Account' }, ruleset: 'basic' },
    users: [{ email: 'Ada@example.test', name: 'Ada', roles: ['administrator'] }],
    centre: { name: 'Centre', users: [{ email: 'agent@example.test', name: 'Agent', roles: ['agent'] }] },
    apiKeyLabel: 'first',
  };
  const wrong = await provision('create', { ...input, users: [{ email: 'x' }] });
  expect(wrong).toEqual({ code: 1, answer: { error: { code: 'invalid_request', field: 'users.0.email' } } });
  const made = await provision('create', input);
  expect(made).toMatchObject({
    code: 0,
    answer: {
      tenant: { id },
      users: [{ email: 'ada@example.test' }],
      centre: { users: [{ email: 'agent@example.test' }] },
    },
  });
  const [row] = await main.sql`select retention_days, status from contract where tenant_id = ${id}`;
  expect(row).toEqual({ retention_days: 60, status: 'draft' });
});

test('DATA_KEK is replaced: data keys and authenticators open under the new one alone, also when it is run again', async () => {
  const [old, next] = [Buffer.from(environment['DATA_KEK'] ?? '', 'base64'), randomBytes(32)];
  const dataKey = randomBytes(32);
  const identification = randomUUID();
  const sealed = wrapKey(old, dataKey);
  await keys.sql`insert into data_key (identification_id, wrapped) values (${identification}, ${sealed})`;
  const secretOf = async (kek: Buffer) => {
    const [row] = await main.sql<{ id: string; totp_secret_sealed: Buffer }[]>`
      select id, totp_secret_sealed from app_user where email = 'ada@example.test'`;
    return row && openTotpSecret(kek, row.id, row.totp_secret_sealed);
  };
  const secret = await secretOf(old);
  environment['NEW_DATA_KEK'] = next.toString('base64');
  const replace = async () => {
    const program = start('provision/replace-kek.ts');
    const ended = once(program, 'exit') as Promise<[number]>;
    const [output, [code]] = await Promise.all([text(program.stdout), ended]);
    return [code, JSON.parse(output) as unknown];
  };
  expect(await replace()).toEqual([0, { dataKeys: 1, totpSecrets: 2 }]);
  const [row] = await keys.sql<{ wrapped: Buffer }[]>`select wrapped from data_key`;
  const wrapped = row?.wrapped ?? Buffer.alloc(0);
  expect(unwrapKey(next, wrapped).equals(dataKey)).toBe(true);
  expect(() => unwrapKey(old, wrapped)).toThrow();
  expect(await secretOf(next)).toBe(secret);
  await expect(secretOf(old)).rejects.toThrow();
  expect(await replace()).toEqual([0, { dataKeys: 0, totpSecrets: 0 }]);
});

test('the service starts, makes nobody, and ends in order on SIGTERM', async () => {
  const program = start('main.ts');
  let output = '';
  program.stdout.setEncoding('utf8');
  for await (const chunk of program.stdout.iterator({ destroyOnReturn: false })) {
    output += chunk as string;
    if (output.includes('console listener is open')) break;
  }
  // these two were provisioned
  expect(await main.sql`select 1 from app_user`).toHaveLength(2);
  const ended = once(program, 'exit');
  program.stdout.resume();
  program.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});
