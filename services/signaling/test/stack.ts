import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsOwner, migrateKeys } from '@visavis/db';
import {
  generateEvidenceKeyFile,
  generateRootKeyFile,
  loadEvidenceKeyFile,
  loadRootKeyFile,
  signRecipientList,
  type EvidenceKey,
  type Recipient,
  type Root,
} from '@visavis/e2ee';
import { rolesOfKind, type Role } from '@visavis/protocol';
import { createLogger } from '@visavis/service-kit';
import { emptyDatabase, testBucket, testDatabase, type TestDatabase } from '@visavis/test-kit';
import { argon2id, hash } from 'argon2';
import { signalingConfig } from '../src/config.ts';
import { closeContext, createContext, type Context } from '../src/context.ts';
import { create } from '../src/provision/create.ts';
import type { Created } from '../src/provision/input.ts';
import { startService } from '../src/service.ts';

export const customerOrigin = 'http://customer.test';
export const agentOrigin = 'http://agent.test';

export type Tenant = Created & {
  root: Root;
  evidenceKey: EvidenceKey;
  evidenceKeyFile: unknown;
  /** @param recipients the tenant's own evidence key unless given */
  signList: (
    version: number,
    expiresInSeconds?: number,
    recipients?: Recipient[],
    threshold?: number,
  ) => Promise<string>;
  user: (role: Role) => Created['users'][number];
};

export type Stack = {
  database: TestDatabase;
  context: Context;
  customerUrl: string;
  consoleUrl: string;
  webRoot: string;
  /**
   * A tenant of its own, contract in draft with a valid recipient list, one user for each role named; agents and supervisors in
   * an ident centre that was granted the contract.
   */
  tenant: (roles?: readonly Role[], options?: { purgeOnAcknowledge?: boolean }) => Promise<Tenant>;
  stop: () => Promise<void>;
};

/** Compared in no time: the service takes the parameters from the hash. Those of its own are the dear ones. */
const cheapHash = (password: string) =>
  hash(password, { type: argon2id, memoryCost: 1024, timeCost: 2, parallelism: 1 });

async function newTenant(
  context: Context,
  roles: readonly Role[],
  purgeOnAcknowledge: boolean,
): Promise<Tenant> {
  const tenantId = randomUUID();
  const contractId = randomUUID();
  const root = await loadRootKeyFile(await generateRootKeyFile(tenantId, new Date()));
  const evidenceKeyFile = await generateEvidenceKeyFile(tenantId, new Date());
  const evidenceKey = await loadEvidenceKeyFile(evidenceKeyFile);
  const signList: Tenant['signList'] = (
    version,
    expiresInSeconds = 86_400,
    recipients = [evidenceKey.recipient],
    threshold = 1,
  ) =>
    signRecipientList(
      {
        tenant: tenantId,
        contract: contractId,
        version,
        expires: Math.floor(Date.now() / 1000) + expiresInSeconds,
        threshold,
        recipients,
      },
      root.privateKey,
    );
  const isOfTenant = (role: Role) => (rolesOfKind.tenant as readonly Role[]).includes(role);
  const people = (has: (role: Role) => boolean) =>
    roles.filter(has).map(role => ({
      email: `${role}-${tenantId}@example.test`,
      name: `The ${role}`,
      roles: [role],
      passwordMustChange: false,
    }));
  const owner = connectAsOwner(context.config.databaseUrl);
  const created = await create(
    owner,
    context.config.dataKek,
    {
      tenant: { id: tenantId, name: `Bank ${tenantId.slice(0, 4)}`, rootKey: root.publicJwk },
      contract: {
        id: contractId,
        name: 'Accounts',
        purpose: { de: 'Kontoeröffnung', en: 'Opening an account' },
        ruleset: 'basic',
        retentionDays: 60,
        purgeOnAcknowledge,
        recipientList: await signList(1),
      },
      users: people(isOfTenant),
      centre: {
        name: 'Ident centre',
        users: people(role => !isOfTenant(role)),
        trainedUntil: new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10),
      },
      apiKeyLabel: 'test',
    },
    cheapHash,
  );
  await owner.end();
  const user = (role: Role) => {
    const found = [...created.users, ...(created.centre?.users ?? [])].find(({ email }) =>
      email.startsWith(role),
    );
    if (!found) throw new Error(`no ${role}`);
    return found;
  };
  return { ...created, root, evidenceKey, evidenceKeyFile, signList, user };
}

/** For browsers: the built webs, at addresses that browsers reach. */
type Pages = { port: number; webRoot: string };

/**
 * The whole service on real PostgreSQL and S3, on free ports.
 * @param log where it writes; errors to the standard output unless given
 */
export async function startStack(pages?: Pages, log = createLogger('signaling', 'error')): Promise<Stack> {
  const [database, keys, bucket] = await Promise.all([testDatabase(), emptyDatabase(), testBucket()]);
  await migrateKeys(keys.url);
  const ownRoot = await mkdtemp(join(tmpdir(), 'visavis-web-'));
  const webRoot = pages?.webRoot ?? ownRoot;
  const config = signalingConfig({
    DATABASE_URL: database.url,
    KEYS_DATABASE_URL: keys.url,
    DATA_KEK: randomBytes(32).toString('base64'),
    SESSION_SECRET: randomBytes(32).toString('base64url'),
    ...(pages
      ? { PORT: String(pages.port) }
      : { PORT: '0', PUBLIC_CUSTOMER_URL: customerOrigin, PUBLIC_AGENT_URL: agentOrigin }),
    S3_ENDPOINT: bucket.endpoint,
    S3_BUCKET: bucket.bucket,
    S3_REGION: bucket.region,
    S3_ACCESS_KEY_ID: bucket.accessKeyId,
    S3_SECRET_ACCESS_KEY: bucket.secretAccessKey,
    SFU_SECRET: 'not used here',
    WEB_ROOT: webRoot,
    PASSWORD_PRIORITY: 'normal',
    LOG_LEVEL: 'error',
  });
  const context = await createContext(config, log);
  const service = await startService(context);
  return {
    database,
    context,
    customerUrl: `http://127.0.0.1:${service.customerPort}`,
    consoleUrl: `http://127.0.0.1:${service.consolePort}`,
    webRoot,
    tenant: (roles = [], options = {}) => newTenant(context, roles, options.purgeOnAcknowledge ?? false),
    stop: async () => {
      await service.close();
      await closeContext(context);
      bucket.client.destroy();
      await Promise.all([database.drop(), keys.drop(), rm(ownRoot, { recursive: true, force: true })]);
    },
  };
}
