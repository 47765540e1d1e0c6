import {
  addAuditEvent,
  claimDue,
  claimedIdentifications,
  expireLinks,
  notifyIdentification,
  type ClaimedIdentification,
  type Transaction,
} from '@visavis/db';
import type { Context } from '../context.ts';
import { purgeBatch, type BatchResult } from './batch.ts';
import type { OnStep } from './steps.ts';

export interface RunOptions {
  /** Later than now only in a rehearsal of an embedded installation. */
  asOf?: Date;
  /** The receipts of so many identifications share one signature. */
  batchSize?: number;
  /** Asked between two batches. */
  stopping?: () => boolean;
  onStep?: OnStep;
}

export interface RunResult {
  expired: number;
  claimed: string[];
  deleted: string[];
  left: BatchResult['left'];
  /** Batches that an error cut short; they are taken up again at the next run. */
  failed: number;
  /** Milliseconds until the next upload URL of those left closes, or null. */
  nextInMs: number | null;
}

/**
 * One run: ends what has expired, claims what is due, and takes everything claimed (also by a run that crashed) as far
 * as it can go. An error in one batch does not keep the others.
 */
export async function runPurge(context: Context, options: RunOptions = {}): Promise<RunResult> {
  const { asOf = new Date(), batchSize = 500, stopping = () => false, onStep = () => undefined } = options;
  const expired = await expireAll(context, asOf, batchSize, stopping);
  const claimed = await claimAll(context, asOf, batchSize, stopping);
  if (claimed.length > 0) await onStep('claimed');

  const result: RunResult = { expired, claimed, deleted: [], left: [], failed: 0, nextInMs: null };
  let after: { tenantId: string; id: string } | null = null;
  while (!stopping()) {
    const page: ClaimedIdentification[] = await claimedIdentifications(context.sql, {
      after,
      limit: batchSize,
    });
    after = page.at(-1) ?? null;
    if (after === null) break;
    for (const [tenantId, items] of Map.groupBy(page, item => item.tenantId)) {
      if (stopping()) break;
      await addBatchTo(result, context, tenantId, items, onStep);
    }
  }
  if (result.deleted.length > 0)
    context.log.info('identifications deleted', { count: result.deleted.length });
  return result;
}

async function addBatchTo(
  result: RunResult,
  context: Context,
  tenantId: string,
  items: readonly ClaimedIdentification[],
  onStep: OnStep,
): Promise<void> {
  try {
    const { deleted, left } = await purgeBatch(context, tenantId, items, onStep);
    result.deleted.push(...deleted);
    result.left.push(...left);
    const waiting = new Set(left.filter(item => item.reason === 'uploads_open').map(item => item.id));
    const waits = items
      .filter(item => waiting.has(item.id))
      .map(item => (item.uploadsOpenForMs ?? 0) + context.uploadGraceMs);
    if (waits.length > 0) result.nextInMs = Math.min(result.nextInMs ?? Infinity, ...waits);
  } catch (error) {
    result.failed += 1;
    context.log.error('a batch was cut short', error, { tenantId, count: items.length });
  }
}

async function expireAll(
  { sql }: Context,
  asOf: Date,
  batchSize: number,
  stopping: () => boolean,
): Promise<number> {
  let expired = 0;
  while (!stopping()) {
    const lapsed = await sql.begin<number>(tx => expireSome(tx, asOf, batchSize));
    if (lapsed === 0) break;
    expired += lapsed;
  }
  return expired;
}

async function expireSome(tx: Transaction, asOf: Date, limit: number): Promise<number> {
  const lapsed = await expireLinks(tx, asOf, limit);
  for (const { id } of lapsed) await notifyIdentification(tx, id);
  // In order of tenants, so that two processes never wait for each other's chain.
  for (const { id, tenantId } of lapsed.toSorted((a, b) => (a.tenantId < b.tenantId ? -1 : 1))) {
    await addAuditEvent(tx, {
      organisationId: tenantId,
      actor: { kind: 'service', id: 'retention' },
      action: 'identification.expired',
      subject: { kind: 'identification', id },
    });
  }
  return lapsed.length;
}

async function claimAll(
  { sql }: Context,
  asOf: Date,
  batchSize: number,
  stopping: () => boolean,
): Promise<string[]> {
  const claimed: string[] = [];
  while (!stopping()) {
    const page = await sql.begin<string[]>(tx => claimDue(tx, asOf, batchSize));
    if (page.length === 0) break;
    claimed.push(...page);
  }
  return claimed;
}
