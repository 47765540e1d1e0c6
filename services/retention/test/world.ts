import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { connect, migrateKeys } from '@visavis/db';
import type { PublicJwk } from '@visavis/protocol';
import { createLogger } from '@visavis/service-kit';
import {
  addCentreRow,
  addDeviceRow,
  addPersonRow,
  addTenantRow,
  emptyDatabase,
  testBucket,
  testDatabase,
} from '@visavis/test-kit';
import type { Config } from '../src/config.ts';
import { closeContext, openContext, type Context } from '../src/context.ts';
import { listUploads, listVersions, prefixOf } from '../src/objects/list.ts';

const day = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * day);
const bytes48 = () => randomBytes(48);

export type World = Awaited<ReturnType<typeof makeWorld>>;
export type Order = {
  tenantId?: string;
  endedDaysAgo?: number;
  dueDaysAgo?: number;
  /** Milliseconds from now at which the last upload URL expires. */
  slotsExpireInMs?: number;
  objects?: number;
};

/** Real databases, a real bucket and a signing key of their own, for one test file. */
export async function makeWorld() {
  const [main, keys, bucket] = await Promise.all([testDatabase(), emptyDatabase(), testBucket()]);
  await migrateKeys(keys.url);
  const folder = await mkdtemp(join(tmpdir(), 'visavis-retention-'));
  const { endpoint, accessKeyId, secretAccessKey, region } = bucket;
  const config: Config = {
    identity: undefined,
    databaseUrl: main.url,
    keysDatabaseUrl: keys.url,
    store: { endpoint, bucket: bucket.bucket, accessKeyId, secretAccessKey, region },
    signingKey: { file: join(folder, 'receipts.json'), create: true },
    intervalMs: 60_000,
    uploadGraceMs: 0,
    logLevel: 'error',
  };
  const lines: string[] = [];
  const log = createLogger('retention', 'debug', { write: line => lines.push(line) });
  const context = await openContext(config, log);
  const { store } = context;
  const signaling = connect(main.url, 'visavis_signaling', { connections: 2 });

  return {
    config,
    context,
    lines,
    folder,
    sql: main.sql,
    keys: keys.sql,
    /** As the control plane is connected: holds are placed there. */
    signaling,
    publicKey: async () => JSON.parse(await readFile(join(folder, 'receipts.pub.json'), 'utf8')) as PublicJwk,
    /** What a restarted service would have. */
    anotherContext: (): Promise<Context> => openContext(config, log),
    put: (key: string, body = randomBytes(20)) =>
      bucket.client.send(new PutObjectCommand({ Bucket: bucket.bucket, Key: key, Body: body })),
    stored: async (prefix: string) => [
      ...(await listVersions(store, prefix)),
      ...(await listUploads(store, prefix)),
    ],
    close: async () => {
      await Promise.all([closeContext(context), signaling.end()]);
      bucket.client.destroy();
      await Promise.all([main.drop(), keys.drop(), rm(folder, { recursive: true, force: true })]);
    },
  };
}

/** A tenant with a contract, and an agent with a device. */
export async function addTenant({ sql }: World, purgeOnAcknowledge = false) {
  const tenant = await addTenantRow(sql, { name: 'Bank', purgeOnAcknowledge });
  const centreId = await addCentreRow(sql, tenant);
  const person = await addPersonRow(sql, centreId);
  return { ...tenant, centreId, agentId: person.userId, deviceId: await addDeviceRow(sql, person) };
}
export type Tenant = Awaited<ReturnType<typeof addTenant>>;

/** A verified identification with everything one can have: rows in every table, a data key, objects. */
export async function addIdentification(world: World, tenant: Tenant, order: Order = {}) {
  const { endedDaysAgo = 70, dueDaysAgo = 10, slotsExpireInMs = -day, objects = 3 } = order;
  const { keys } = world;
  const { tenantId, contractId, centreId, agentId, deviceId } = tenant;
  const [id, attemptId, artefactId] = [randomUUID(), randomUUID(), randomUUID()];
  const created = ago(endedDaysAgo + 1);
  const digests: Buffer[] = [];
  await keys`insert into data_key (identification_id, wrapped) values (${id}, ${randomBytes(40)})`;
  // at once: a service that runs purges what is due as soon as it sees it
  await world.sql.begin(async sql => {
    await sql`
      insert into identification (id, tenant_id, contract_id, ruleset, ruleset_version, language, state, person_sealed,
        token_sha384, link_expires_at, created_at, ended_at, due_at)
      values (${id}, ${tenantId}, ${contractId}, 'basic', 1, 'de', 'verified', ${randomBytes(40)}, ${bytes48()},
        ${created}, ${created}, ${ago(endedDaysAgo)}, ${ago(dueDaysAgo)})`;
    await sql`insert into customer_presence (identification_id, tenant_id) values (${id}, ${tenantId})`;
    await sql`
      insert into attempt (id, tenant_id, identification_id, number, organisation_id, agent_id, device_id, state,
        offer_expires_at)
      values (${attemptId}, ${tenantId}, ${id}, 1, ${centreId}, ${agentId}, ${deviceId}, 'ended', now())`;
    await sql`
      insert into attempt_end (attempt_id, tenant_id, participant) values (${attemptId}, ${tenantId}, 'customer')`;
    await sql`
      insert into attempt_step (attempt_id, tenant_id, step, status, transcript)
      values (${attemptId}, ${tenantId}, 'face', 'done', ${bytes48()})`;
    await sql`
      insert into artefact (id, tenant_id, identification_id, attempt_id, kind, key_commitment, wrapped_keys_sealed)
      values (${artefactId}, ${tenantId}, ${id}, ${attemptId}, 'recording', ${bytes48()}, ${randomBytes(40)})`;
    for (let number = 0; number < objects; number++) {
      const key = `${tenantId}/${id}/${attemptId}/${artefactId}/${number}`;
      const body = randomBytes(100);
      digests.push(createHash('sha384').update(body).digest());
      await sql`
        insert into segment (artefact_id, number, tenant_id, object_key, bytes, sha384, last, slot_expires_at, stored_at)
        values (${artefactId}, ${number}, ${tenantId}, ${key}, 100, ${digests.at(-1) ?? null}, false,
          ${new Date(Date.now() + slotsExpireInMs)}, now())`;
      await world.put(key, body);
    }
    await sql`
      insert into manifest (attempt_id, number, tenant_id, jws, sha384)
      values (${attemptId}, 0, ${tenantId}, 'a.b.c', ${bytes48()})`;
    await sql`
      insert into decision (identification_id, tenant_id, attempt_id, agent_id, outcome, jws)
      values (${id}, ${tenantId}, ${attemptId}, ${agentId}, 'verified', 'a.b.c')`;
    await sql`
      insert into legal_hold (tenant_id, identification_id, reason, owner_id, expires_at, released_at)
      values (${tenantId}, ${id}, 'dispute', ${agentId}, now() + interval '1 day', now())`;
    await sql`
      insert into audit_event (organisation_id, actor_kind, actor_id, action, subject_kind, subject_id, payload)
      values (${tenantId}, 'user', ${agentId}, 'attempt.accepted', 'attempt', ${attemptId}, '{"device":"x"}'),
        (${tenantId}, 'api_key', 'k', 'identification.ordered', 'identification', ${id}, '{"language":"de"}')`;
  });
  return { id, attemptId, artefactId, digests, prefix: prefixOf(tenantId, id) };
}
export type Added = Awaited<ReturnType<typeof addIdentification>>;

/** How many rows, keys and objects of an identification there are, and how many receipts. */
export async function traces(world: World, { id, attemptId, artefactId, prefix }: Added) {
  const [found] = await world.sql<[{ rows: number; readable: number; receipts: number }]>`
    select (
      (select count(*) from identification where id = ${id})
      + (select count(*) from customer_presence where identification_id = ${id})
      + (select count(*) from attempt where id = ${attemptId})
      + (select count(*) from attempt_end where attempt_id = ${attemptId})
      + (select count(*) from attempt_step where attempt_id = ${attemptId})
      + (select count(*) from artefact where id = ${artefactId})
      + (select count(*) from segment where artefact_id = ${artefactId})
      + (select count(*) from manifest where attempt_id = ${attemptId})
      + (select count(*) from decision where identification_id = ${id})
      + (select count(*) from legal_hold where identification_id = ${id}))::int as rows,
      (select count(*) from audit_event where payload is not null and action <> 'identification.purged'
        and subject_id in (${id}, ${attemptId}))::int as readable,
      (select count(*) from deletion_receipt where identification_id = ${id})::int as receipts`;
  const keys = await world.keys`select 1 from data_key where identification_id = ${id}`;
  return { ...found, keys: keys.length, objects: (await world.stored(prefix)).length };
}

export const intact = { rows: 12, readable: 2, receipts: 0, keys: 1, objects: 3 };
export const gone = { rows: 0, readable: 0, receipts: 1, keys: 0, objects: 0 };
