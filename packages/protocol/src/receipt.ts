import { z } from 'zod';
import { digest, id, instant, jws } from './primitives.ts';

/**
 * Why an identification was deleted. `rehearsal`: an embedded installation ran the purge as of a later day, so the
 * due date of the leaf is after its deletion.
 */
export const purgeBases = ['retention_period', 'acknowledgement', 'rehearsal'] as const;
export type PurgeBasis = (typeof purgeBases)[number];

/** What can have become of an identification before it is purged. */
export const purgedOutcomes = [
  'verified',
  'verified_with_changes',
  'rejected',
  'fraud_suspected',
  'expired',
  'cancelled',
] as const;

/** Backups of the keys database are kept so long at most; after it no backup opens what was deleted. */
export const keyBackupHours = 24;

const count = z.int().min(0);

/** One deleted identification. Pseudonymous: no name, no contact, no document data. */
export const receiptLeaf = z.strictObject({
  v: z.literal(1),
  receiptId: id,
  tenantId: id,
  identificationId: id,
  contractId: id,
  outcome: z.enum(purgedOutcomes),
  endedAt: instant,
  dueAt: instant,
  legalBasis: z.enum(purgeBases),
  /** Whole days from the end of the identification to its due date. */
  retentionDays: count,
  counts: z.strictObject({
    artefacts: count,
    /** Every slot that was granted, whether or not its upload was reported. */
    segments: count,
    manifests: count,
    /** Database rows of all tables together, the identification's own included. */
    rows: count,
  }),
  /** Of all segments, as their slots declared it. */
  bytes: count,
  /** SHA-384 over the SHA-384 digests of all segments' ciphertexts, 48 bytes each, in ascending order. */
  ciphertextsSha384: digest,
  keyDestroyedAt: instant,
  deletedAt: instant,
  /** `keyDestroyedAt` plus `keyBackupHours`. */
  unreadableInBackupsFrom: instant,
});
export type ReceiptLeaf = z.infer<typeof receiptLeaf>;

/** Merkle inclusion path, RFC 9162 section 2.1.3, from the leaf's sibling up. */
export const receiptPath = z.strictObject({
  index: count,
  hashes: z.array(digest).max(32),
});
export type ReceiptPath = z.infer<typeof receiptPath>;

export const receiptRootType = 'visavis-receipt-root+jws';

/** Payload of the signed root; header: alg ES384, typ `receiptRootType`, kid = RFC 7638 thumbprint (SHA-384). */
export const receiptRoot = z.strictObject({
  v: z.literal(1),
  batchId: id,
  tenantId: id,
  /** From 1, without gaps. */
  sequence: z.int().min(1),
  leaves: z.int().min(1),
  root: digest,
  /** SHA-384 of the previous batch's compact JWS; for the first one of "visavis receipts " and the tenant's id. */
  previousSha384: digest,
  signedAt: instant,
});
export type ReceiptRoot = z.infer<typeof receiptRoot>;

/** A deletion receipt: all that is needed to check it offline but the platform's public key. */
export const deletionReceipt = z.strictObject({
  v: z.literal(1),
  leaf: receiptLeaf,
  path: receiptPath,
  root: jws,
});
export type DeletionReceipt = z.infer<typeof deletionReceipt>;
