import { receiptRoot, type ReceiptRoot } from '@visavis/protocol';
import { base64url, decodeJwt } from 'jose';
import { sha384, utf8, type Bytes } from './bytes.ts';

/** What the first batch of a tenant names as the one before. */
export const chainStart = (tenantId: string): Promise<Bytes> => sha384(utf8(`visavis receipts ${tenantId}`));

/** What the batch after this one names: SHA-384 of the compact JWS as it was issued. */
export const nextInChain = (jws: string): Promise<Bytes> => sha384(utf8(jws));

/**
 * Whether these signed roots, oldest first, are a tenant's whole chain from its first batch on: no gap, none swapped.
 * Signatures are `verifyReceipt`'s business.
 *
 * @returns the place (from 0) of the first root that does not continue the chain, or null
 */
export async function checkChain(tenantId: string, roots: readonly string[]): Promise<number | null> {
  let previous = await chainStart(tenantId);
  for (const [index, jws] of roots.entries()) {
    const payload = read(jws);
    const continues =
      payload?.tenantId === tenantId &&
      payload.sequence === index + 1 &&
      payload.previousSha384 === base64url.encode(previous);
    if (!continues) return index;
    previous = await nextInChain(jws);
  }
  return null;
}

function read(jws: string): ReceiptRoot | undefined {
  try {
    return receiptRoot.safeParse(decodeJwt(jws)).data;
  } catch {
    return undefined;
  }
}
