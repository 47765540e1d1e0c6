import { setTimeout as sleep } from 'node:timers/promises';
import { receiptsOf } from '@visavis/db';
import type { DeletionReceipt } from '@visavis/protocol';
import type { Context } from '../context.ts';
import { runPurge } from '../purge/run.ts';

export interface PurgeReport {
  claimed: number;
  receipts: DeletionReceipt[];
  /** Claimed and not deleted yet. */
  left: string[];
  /** Batches that an error cut short. */
  failed: number;
}

/**
 * Purges what is due. A running retention service may take part: what counts as deleted is what has a receipt.
 *
 * @param wait goes on until no upload URL of what was claimed works any more and it is deleted
 * @param onWait told for how many milliseconds
 */
export async function purgeNow(
  context: Context,
  options: { asOf: Date; wait: boolean; onWait: (ms: number) => void },
): Promise<PurgeReport> {
  const wanted = new Set<string>();
  for (;;) {
    const run = await runPurge(context, { asOf: options.asOf });
    for (const id of [...run.claimed, ...run.deleted, ...run.left.map(item => item.id)]) wanted.add(id);
    const receipts = await receiptsOf(context.sql, [...wanted]);
    const deleted = new Set(receipts.map(receipt => receipt.leaf.identificationId));
    const left = [...wanted].filter(id => !deleted.has(id));
    if (left.length === 0 || run.nextInMs === null || !options.wait) {
      return { claimed: wanted.size, receipts, left, failed: run.failed };
    }
    options.onWait(run.nextInMs);
    await sleep(run.nextInMs);
  }
}
