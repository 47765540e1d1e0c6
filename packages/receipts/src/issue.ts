import { receiptRoot, receiptRootType, type DeletionReceipt, type ReceiptLeaf } from '@visavis/protocol';
import { base64url, CompactSign, type CryptoKey, type KeyObject } from 'jose';
import type { Bytes } from './bytes.ts';
import { canonicalBytes } from './canonical.ts';
import { buildTree } from './merkle.ts';

export interface SigningKey {
  /** Private, P-384. */
  key: CryptoKey | KeyObject;
  /** RFC 7638 thumbprint with SHA-384. */
  kid: string;
}

export interface IssuedBatch {
  /** 48 bytes. */
  root: Bytes;
  jws: string;
  /** In the order of the leaves. */
  receipts: DeletionReceipt[];
}

/**
 * Signs one root for all leaves of a tenant's batch: a signature costs as much as hashing hundreds of leaves.
 *
 * @throws RangeError without leaves, ZodError for a place in the chain that no verifier would take
 */
export async function issueReceipts(
  leaves: readonly ReceiptLeaf[],
  place: { batchId: string; tenantId: string; sequence: number; previousSha384: Bytes; signedAt: Date },
  { key, kid }: SigningKey,
): Promise<IssuedBatch> {
  const tree = await buildTree(leaves.map(canonicalBytes));
  const payload = receiptRoot.parse({
    v: 1,
    batchId: place.batchId,
    tenantId: place.tenantId,
    sequence: place.sequence,
    leaves: leaves.length,
    root: base64url.encode(tree.root),
    previousSha384: base64url.encode(place.previousSha384),
    signedAt: place.signedAt.toISOString(),
  });
  const jws = await new CompactSign(canonicalBytes(payload))
    .setProtectedHeader({ alg: 'ES384', typ: receiptRootType, kid })
    .sign(key);
  const receipts = leaves.map((leaf, index) => ({
    v: 1 as const,
    leaf,
    path: { index, hashes: tree.path(index).map(hash => base64url.encode(hash)) },
    root: jws,
  }));
  return { root: tree.root, jws, receipts };
}
