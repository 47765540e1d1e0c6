import { randomUUID, timingSafeEqual } from 'node:crypto';
import { asPlatform, findCustomerLink } from '@visavis/db';
import { customerHandshake, type RefusalCode } from '@visavis/protocol';
import type { Context } from '../../context.ts';
import { tokenSha384 } from '../../domain/link.ts';
import { customerEnd, type CustomerEnd } from '../end.ts';

/**
 * Checks a customer's link. An unknown id, a wrong token and a malformed handshake look alike.
 * A call under way may be come back to although the link has expired meanwhile.
 */
export async function openLink(
  { sql }: Pick<Context, 'sql'>,
  auth: unknown,
): Promise<{ ok: true; end: CustomerEnd } | { ok: false; code: RefusalCode }> {
  const parsed = customerHandshake.safeParse(auth);
  if (!parsed.success) return { ok: false, code: 'link_unknown' };
  const { identificationId, token } = parsed.data;
  const link = await asPlatform(sql, transaction => findCustomerLink(transaction, identificationId));
  if (!link || !timingSafeEqual(link.tokenSha384, tokenSha384(token)))
    return { ok: false, code: 'link_unknown' };
  if (link.spent) return { ok: false, code: 'link_spent' };
  const underWay = link.state === 'in_call' || link.state === 'in_review';
  if (link.state === 'expired' || (link.expired && !underWay)) return { ok: false, code: 'link_expired' };
  if (link.state === 'cancelled' || link.state === 'purged') return { ok: false, code: 'link_unknown' };
  return { ok: true, end: customerEnd(link.tenantId, identificationId, randomUUID()) };
}
