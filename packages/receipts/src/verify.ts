import {
  deletionReceipt,
  receiptRoot,
  receiptRootType,
  type PublicJwk,
  type ReceiptLeaf,
  type ReceiptRoot,
} from '@visavis/protocol';
import { base64url, compactVerify, importJWK } from 'jose';
import { equal } from './bytes.ts';
import { canonicalBytes } from './canonical.ts';
import { rootFromPath } from './merkle.ts';

/** Why a receipt proves nothing. */
export type ReceiptFault =
  | 'not_a_receipt'
  | 'signature_invalid'
  | 'root_not_readable'
  | 'tenant_differs'
  | 'path_invalid'
  | 'root_differs';

export type VerifiedReceipt =
  { ok: true; leaf: ReceiptLeaf; root: ReceiptRoot } | { ok: false; fault: ReceiptFault };

const fault = (code: ReceiptFault): VerifiedReceipt => ({ ok: false, fault: code });

/**
 * Checks a receipt with nothing but the platform's public key: the root is signed by it, and the leaf is in the tree
 * under that root. Works offline, in browsers and Node.
 *
 * @param input parsed JSON of unknown origin
 * @param publicKey P-384, obtained from the operator, not from beside the receipt
 */
export async function verifyReceipt(input: unknown, publicKey: PublicJwk): Promise<VerifiedReceipt> {
  const receipt = deletionReceipt.safeParse(input);
  if (!receipt.success) return fault('not_a_receipt');
  const { leaf, path } = receipt.data;

  const payload = await signedPayload(receipt.data.root, publicKey);
  if (payload === undefined) return fault('signature_invalid');
  const root = receiptRoot.safeParse(payload);
  if (!root.success) return fault('root_not_readable');
  if (root.data.tenantId !== leaf.tenantId) return fault('tenant_differs');

  const hashes = path.hashes.map(hash => new Uint8Array(base64url.decode(hash)));
  const computed = await rootFromPath(canonicalBytes(leaf), path.index, root.data.leaves, hashes);
  if (computed === null) return fault('path_invalid');
  if (!equal(computed, new Uint8Array(base64url.decode(root.data.root)))) return fault('root_differs');
  return { ok: true, leaf, root: root.data };
}

/** The parsed payload, or undefined when the signature, algorithm or type is not the one there must be. */
async function signedPayload(jws: string, publicKey: PublicJwk): Promise<unknown> {
  try {
    const key = await importJWK(publicKey, 'ES384');
    const { payload, protectedHeader } = await compactVerify(jws, key, { algorithms: ['ES384'] });
    if (protectedHeader.typ !== receiptRootType) return undefined;
    return JSON.parse(new TextDecoder().decode(payload)) as unknown;
  } catch {
    return undefined;
  }
}
