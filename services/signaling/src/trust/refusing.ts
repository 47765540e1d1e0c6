import { E2eeError, importVerifyKey } from '@visavis/e2ee';
import type { PublicJwk, RefusalCode } from '@visavis/protocol';
import { Refused } from '../http/refused.ts';

/** What a signature check throws for an invalid input becomes a refusal with this code. */
export async function refusing<T>(code: RefusalCode, field: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof E2eeError) throw new Refused(code, field);
    throw error;
  }
}

/** A tenant's root, to verify with. */
export const rootOf = (tenant: { rootKey: PublicJwk }): Promise<CryptoKey> => importVerifyKey(tenant.rootKey);

export const nowSeconds = (): number => Math.floor(Date.now() / 1000);
