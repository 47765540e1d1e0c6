import { fromBase64Url } from '@visavis/e2ee';
import { z } from 'zod';

const naming = z.object({ attempt: z.string() });

/** The attempt that a compact JWS names, unverified; undefined if it names none. */
export function attemptOf(jws: string): string | undefined {
  try {
    const payload = new TextDecoder().decode(fromBase64Url(jws.split('.')[1] ?? ''));
    return naming.safeParse(JSON.parse(payload)).data?.attempt;
  } catch {
    return undefined;
  }
}
