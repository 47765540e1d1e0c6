import { randomUUID } from 'node:crypto';
import {
  addAuditEvent,
  addBatch,
  deleteIdentifications,
  eraseAuditPayloads,
  lockForDeletion,
  lockReceiptChain,
  type Transaction,
} from '@visavis/db';
import { chainStart, issueReceipts, nextInChain } from '@visavis/receipts';
import type { Context } from '../context.ts';
import { receiptLeafOf } from './leaf.ts';
import type { OnStep } from './steps.ts';

/**
 * Deletes the rows of a tenant's identifications and writes their receipts, all in one transaction: a receipt is there
 * exactly when the rows are gone.
 *
 * @returns the ids that are deleted now; another process may have taken others
 */
export function finish(
  { sql, signingKey }: Context,
  tenantId: string,
  ids: readonly string[],
  onStep: OnStep,
): Promise<string[]> {
  return sql.begin<string[]>(async tx => {
    const { last, now } = await lockReceiptChain(tx, tenantId);
    const facts = await lockForDeletion(tx, tenantId, ids);
    if (facts.length === 0) return [];
    const place = {
      batchId: randomUUID(),
      tenantId,
      sequence: (last?.sequence ?? 0) + 1,
      previousSha384: await (last === null ? chainStart(tenantId) : nextInChain(last.jws)),
      signedAt: now,
    };
    const issued = await issueReceipts(
      facts.map(fact => receiptLeafOf(tenantId, fact, now)),
      place,
      signingKey,
    );
    await addBatch(tx, { ...place, ...issued, id: place.batchId });
    await onStep('receipts_written');
    const deleted = facts.map(fact => fact.id);
    const erased = await eraseAuditPayloads(tx, tenantId, deleted);
    await deleteIdentifications(tx, deleted);
    await noteDeletion(
      tx,
      tenantId,
      issued.receipts.map(({ leaf }) => leaf),
      erased,
    );
    await onStep('rows_deleted');
    return deleted;
  });
}

async function noteDeletion(
  tx: Transaction,
  tenantId: string,
  leaves: readonly { identificationId: string; receiptId: string }[],
  erased: ReadonlyMap<string, number>,
): Promise<void> {
  await Promise.all(
    leaves.map(({ identificationId, receiptId }) =>
      addAuditEvent(tx, {
        organisationId: tenantId,
        actor: { kind: 'service', id: 'retention' },
        action: 'identification.purged',
        subject: { kind: 'identification', id: identificationId },
        payload: { receiptId, erased: erased.get(identificationId) ?? 0 },
      }),
    ),
  );
}
