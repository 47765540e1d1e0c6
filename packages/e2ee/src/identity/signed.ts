import { CompactSign, compactVerify, decodeProtectedHeader, errors } from 'jose';
import type { z } from 'zod';
import { fromUtf8, utf8 } from '../bytes.ts';
import { E2eeError, type E2eeCode } from '../errors.ts';

/** What a JWS of ours says of its own kind, so that one can never pass for another. */
export type SignedType =
  'visavis-certificate' | 'visavis-recipients' | 'visavis-manifest' | 'visavis-decision';

/** Compact JWS, ES384 (RFC 7515, RFC 7518 section 3.4). */
export const sign = (type: SignedType, payload: unknown, key: CryptoKey): Promise<string> =>
  new CompactSign(utf8(JSON.stringify(payload))).setProtectedHeader({ alg: 'ES384', typ: type }).sign(key);

const parse = <T>(schema: z.ZodType<T>, payload: Uint8Array, code: E2eeCode): T => {
  let json: unknown;
  try {
    json = JSON.parse(fromUtf8(payload));
  } catch {
    throw new E2eeError(code, 'payload is not JSON');
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new E2eeError(code, 'payload has a wrong shape');
  return parsed.data;
};

/**
 * The payload of a JWS whose signature, algorithm and type hold.
 * @throws E2eeError with `code` for everything that does not hold
 */
export async function verify<T>(
  type: SignedType,
  schema: z.ZodType<T>,
  jws: string,
  key: CryptoKey,
  code: E2eeCode,
): Promise<T> {
  try {
    const { payload, protectedHeader } = await compactVerify(jws, key, { algorithms: ['ES384'] });
    if (protectedHeader.typ !== type) throw new E2eeError(code, `not a ${type}`);
    return parse(schema, payload, code);
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError)
      throw new E2eeError(code, 'signature does not hold');
    throw error;
  }
}

/** The payload before its signature can be checked, to find out which key must verify it. Trust nothing in it. */
export function peek<T>(type: SignedType, schema: z.ZodType<T>, jws: string, code: E2eeCode): T {
  try {
    if (decodeProtectedHeader(jws).typ !== type) throw new E2eeError(code, `not a ${type}`);
    const middle = jws.split('.')[1] ?? '';
    const binary = atob(middle.replaceAll('-', '+').replaceAll('_', '/'));
    return parse(
      schema,
      Uint8Array.from(binary, c => c.charCodeAt(0)),
      code,
    );
  } catch (error) {
    if (error instanceof E2eeError) throw error;
    throw new E2eeError(code, 'not a compact JWS');
  }
}
