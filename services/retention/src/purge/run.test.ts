import { createHash } from 'node:crypto';
import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import { asTenant, listRoots, placeHold, receiptsOf, type Transaction } from '@visavis/db';
import { checkChain, verifyReceipt } from '@visavis/receipts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  addIdentification,
  addTenant,
  gone,
  intact,
  makeWorld,
  traces,
  type Tenant,
  type World,
} from '../../test/world.ts';
import { closeContext } from '../context.ts';
import { runPurge } from './run.ts';
import type { PurgeStep } from './steps.ts';

let world: World;
let tenant: Tenant;

beforeAll(async () => {
  world = await makeWorld();
  tenant = await addTenant(world);
});
afterEach(() => void world.lines.splice(0));
afterAll(() => world.close());

const hold = (tx: Transaction, identificationId: string) =>
  placeHold(tx, {
    tenantId: tenant.tenantId,
    identificationId,
    reason: 'dispute',
    ownerId: tenant.agentId,
    expiresAt: new Date(Date.now() + 86_400_000),
  });

describe('a purge', () => {
  it('takes what is due with every trace, leaves the rest, and gives a receipt that verifies', async () => {
    const due = await addIdentification(world, tenant);
    const notDue = await addIdentification(world, tenant, { dueDaysAgo: -1 });
    expect(await traces(world, due)).toEqual(intact);

    const { deleted, left, failed } = await runPurge(world.context);
    expect({ deleted, left, failed }).toEqual({ deleted: [due.id], left: [], failed: 0 });
    expect(await traces(world, due)).toEqual(gone);
    expect(await traces(world, notDue)).toEqual(intact);

    const [receipt] = await receiptsOf(world.sql, [due.id]);
    const verified = await verifyReceipt(receipt, await world.publicKey());
    expect(verified.ok).toBe(true);
    expect(receipt?.leaf).toMatchObject({
      identificationId: due.id,
      contractId: tenant.contractId,
      outcome: 'verified',
      legalBasis: 'retention_period',
      retentionDays: 60,
      counts: { artefacts: 1, segments: 3, manifests: 1, rows: 12 },
      bytes: 300,
      ciphertextsSha384: createHash('sha384')
        .update(Buffer.concat(due.digests.toSorted((a, b) => Buffer.compare(a, b))))
        .digest('base64url'),
    });
    expect(JSON.stringify(receipt)).not.toContain('Accounts');
  });

  it('writes of many at once one signed root a tenant, and continues the chain of each', async () => {
    const other = await addTenant(world);
    const added = [];
    for (const owner of [tenant, other, tenant, other, tenant]) {
      added.push({ owner, ...(await addIdentification(world, owner, { objects: 1 })) });
    }
    await runPurge(world.context);
    await addIdentification(world, other, { objects: 0 });
    await runPurge(world.context);

    const receipts = await receiptsOf(
      world.sql,
      added.map(item => item.id),
    );
    expect(new Set(receipts.map(receipt => receipt.root)).size).toBe(2);
    for (const receipt of receipts) {
      expect(await verifyReceipt(receipt, await world.publicKey())).toMatchObject({ ok: true });
    }
    const roots = await listRoots(world.sql, other.tenantId);
    expect(roots).toHaveLength(2);
    expect(await checkChain(other.tenantId, roots)).toBeNull();
    expect(await checkChain(tenant.tenantId, await listRoots(world.sql, tenant.tenantId))).toBeNull();
  });

  it('takes what the tenant has acknowledged before it is due, if the contract says so', async () => {
    const eager = await addTenant(world, true);
    const acknowledged = await addIdentification(world, eager, { dueDaysAgo: -50 });
    const waiting = await addIdentification(world, eager, { dueDaysAgo: -50 });
    // a moment ago: the database's clock is finer than the milliseconds that a run counts in
    await world.sql`
      update identification set acknowledged_at = now() - interval '1 second' where id = ${acknowledged.id}`;
    expect((await runPurge(world.context)).deleted).toEqual([acknowledged.id]);
    const [receipt] = await receiptsOf(world.sql, [acknowledged.id]);
    expect(receipt?.leaf.legalBasis).toBe('acknowledgement');
    expect(await traces(world, waiting)).toEqual(intact);
  });

  it('ends identifications whose link has expired, from that moment on', async () => {
    const { tenantId, contractId } = tenant;
    const [row] = await world.sql<[{ id: string; link_expires_at: Date }]>`
      insert into identification (tenant_id, contract_id, ruleset, ruleset_version, language, person_sealed,
        token_sha384, created_at, link_expires_at)
      values (${tenantId}, ${contractId}, 'basic', 1, 'de', 'x', ${Buffer.alloc(48)}, now() - interval '9 days',
        now() - interval '2 days')
      returning id, link_expires_at`;
    expect((await runPurge(world.context)).expired).toBe(1);
    const [after] = await world.sql<[{ state: string; ended_at: Date; days: number }]>`
      select state, ended_at, extract(epoch from due_at - ended_at)::int / 86400 as days
      from identification where id = ${row.id}`;
    expect(after).toEqual({ state: 'expired', ended_at: row.link_expires_at, days: 60 });
  });

  it('deletes all versions, delete markers and unfinished uploads', async () => {
    const { client, bucket } = world.context.store;
    await client.send(
      new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    );
    const due = await addIdentification(world, tenant);
    const key = `${due.prefix}${due.attemptId}/${due.artefactId}/0`;
    await world.put(key);
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    await client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: `${due.prefix}unfinished` }));
    expect(await world.stored(due.prefix)).toHaveLength(6);
    await runPurge(world.context);
    expect(await traces(world, due)).toEqual(gone);
  });

  it('waits until the last upload URL has expired, though keys and objects go at once', async () => {
    const due = await addIdentification(world, tenant, { slotsExpireInMs: 3_600_000 });
    const { deleted, left, nextInMs } = await runPurge(world.context);
    expect(deleted).toEqual([]);
    expect(left).toEqual([{ id: due.id, reason: 'uploads_open' }]);
    expect(nextInMs).toBeGreaterThan(3_500_000);
    expect(await traces(world, due)).toEqual({ ...intact, keys: 0, objects: 0 });
    // What is deleted is not granted anew: the claim is final.
    await expect(
      world.sql`update segment set slot_expires_at = now() where artefact_id = ${due.artefactId}`,
    ).rejects.toThrow();
    await world.sql`alter table segment disable trigger user`;
    await world.sql`update segment set slot_expires_at = now() - interval '1 s' where artefact_id = ${due.artefactId}`;
    await world.sql`alter table segment enable trigger user`;
    expect((await runPurge(world.context)).deleted).toEqual([due.id]);
    expect(await traces(world, due)).toEqual(gone);
  });

  it('finds an object that came after the deletion', async () => {
    const due = await addIdentification(world, tenant);
    let late = 0;
    await runPurge(world.context, {
      onStep: async step => {
        if (step !== 'objects_deleted') return;
        await world.put(`${due.prefix}late`);
        late = (await world.stored(due.prefix)).length;
      },
    });
    expect(late).toBe(1);
    expect(await traces(world, due)).toEqual(gone);
    expect(world.lines.join()).toContain('objects came after the deletion');
  });

  it('grants no slot, artefact or hold once it has claimed', async () => {
    const due = await addIdentification(world, tenant);
    const tried: unknown[] = [];
    await runPurge(world.context, {
      onStep: async step => {
        if (step !== 'claimed') return;
        tried.push(
          await world.sql`
            insert into segment (artefact_id, number, tenant_id, object_key, bytes, sha384, last, slot_expires_at)
            values (${due.artefactId}, 99, ${tenant.tenantId}, 'k', 1, ${Buffer.alloc(48)}, true, now())`.catch(
            (error: unknown) => (error as { constraint_name?: string }).constraint_name,
          ),
          await asTenant(world.signaling, tenant.tenantId, tx => hold(tx, due.id)),
          await world.sql`
            update legal_hold set released_at = null where identification_id = ${due.id}`.catch(
            (error: unknown) => (error as { constraint_name?: string }).constraint_name,
          ),
        );
      },
    });
    expect(tried).toEqual(['not_claimed', { ok: false, refusal: { code: 'purge_claimed' } }, 'not_claimed']);
    expect(await traces(world, due)).toEqual(gone);
  });
});

describe('a legal hold', () => {
  it('keeps everything, and when it is released the purge goes on', async () => {
    const due = await addIdentification(world, tenant);
    const placed = await asTenant(world.signaling, tenant.tenantId, tx => hold(tx, due.id));
    expect(placed.ok).toBe(true);
    expect(await runPurge(world.context)).toMatchObject({ claimed: [], deleted: [] });
    expect(await traces(world, due)).toEqual({ ...intact, rows: intact.rows + 1 });
    await world.sql`update legal_hold set released_at = now() where identification_id = ${due.id}`;
    expect((await runPurge(world.context)).deleted).toEqual([due.id]);
  });

  it('that is being placed at the same moment is waited for by no claim, and wins', async () => {
    const due = await addIdentification(world, tenant);
    await asTenant(world.signaling, tenant.tenantId, async tx => {
      await hold(tx, due.id);
      expect((await runPurge(world.context)).claimed).toEqual([]);
    });
    expect((await runPurge(world.context)).claimed).toEqual([]);
    await world.sql`update legal_hold set released_at = now() where identification_id = ${due.id}`;
    await runPurge(world.context);
  });
});

const steps: PurgeStep[] = [
  'claimed',
  'keys_destroyed',
  'keys_recorded',
  'objects_deleted',
  'prefixes_empty',
  'receipts_written',
  'rows_deleted',
  'committed',
];

describe('a purge that crashes', () => {
  it.each(steps)('after %s is taken up again, with the same end and one receipt', async at => {
    const due = await addIdentification(world, tenant);
    const crash = (step: PurgeStep) => {
      if (step === at) throw new Error('crash');
    };
    const crashed = await runPurge(world.context, { onStep: crash }).catch(() => ({ failed: 1 }));
    expect(crashed.failed).toBe(1);
    // Never counted as deleted while anything is left.
    const between = await traces(world, due);
    expect(between.receipts).toBe(at === 'committed' ? 1 : 0);
    if (at === 'committed') expect(between).toEqual(gone);
    else expect(between.rows).toBe(intact.rows);

    const restarted = await world.anotherContext();
    expect(await runPurge(restarted)).toMatchObject({ failed: 0, left: [] });
    await closeContext(restarted);
    expect(await traces(world, due)).toEqual(gone);
    const [receipt] = await receiptsOf(world.sql, [due.id]);
    expect(receipt?.leaf.counts).toEqual({ artefacts: 1, segments: 3, manifests: 1, rows: 12 });
    expect(await verifyReceipt(receipt, await world.publicKey())).toMatchObject({ ok: true });
    expect(await checkChain(tenant.tenantId, await listRoots(world.sql, tenant.tenantId))).toBeNull();
  });

  it('or that another process runs too, gives one receipt each', async () => {
    const added = [];
    for (let index = 0; index < 6; index++)
      added.push(await addIdentification(world, tenant, { objects: 1 }));
    const second = await world.anotherContext();
    await Promise.all([runPurge(world.context, { batchSize: 2 }), runPurge(second, { batchSize: 3 })]);
    await runPurge(second);
    await closeContext(second);
    for (const item of added) expect(await traces(world, item)).toEqual(gone);
    expect(await checkChain(tenant.tenantId, await listRoots(world.sql, tenant.tenantId))).toBeNull();
  });
});
