import { randomUUID } from 'node:crypto';
import { keyBackupHours, type ReceiptLeaf } from '@visavis/protocol';
import type { PurgeFacts } from '@visavis/db';

const hourMs = 3_600_000;

/** The leaf of an identification whose rows go in this very transaction. */
export function receiptLeafOf(tenantId: string, facts: PurgeFacts, deletedAt: Date): ReceiptLeaf {
  const { artefacts, segments, manifests, rows } = facts;
  return {
    v: 1,
    receiptId: randomUUID(),
    tenantId,
    identificationId: facts.id,
    contractId: facts.contractId,
    outcome: facts.outcome,
    endedAt: facts.endedAt.toISOString(),
    dueAt: facts.dueAt.toISOString(),
    legalBasis: facts.basis,
    retentionDays: Math.floor((facts.dueAt.getTime() - facts.endedAt.getTime()) / (24 * hourMs)),
    counts: { artefacts, segments, manifests, rows },
    bytes: facts.bytes,
    ciphertextsSha384: facts.ciphertextsSha384.toString('base64url'),
    keyDestroyedAt: facts.keyDestroyedAt.toISOString(),
    deletedAt: deletedAt.toISOString(),
    unreadableInBackupsFrom: new Date(facts.keyDestroyedAt.getTime() + keyBackupHours * hourMs).toISOString(),
  };
}
