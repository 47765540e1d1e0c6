import { randomUUID } from 'node:crypto';
import type { StaffUser } from '@visavis/db';
import {
  actionOfConsole,
  consoleHandshake,
  isPermitted,
  type ConsoleHandshake,
  type RefusalCode,
} from '@visavis/protocol';
import { consoleEnd, type ConsoleEnd } from './end.ts';

/** Checks who opens a console's socket and as what; who has both roles may have one of each open at a time. */
export function openConsole(
  user: StaffUser | undefined,
  auth: unknown,
): { ok: true; end: ConsoleEnd; handshake: ConsoleHandshake } | { ok: false; code: RefusalCode } {
  if (!user) return { ok: false, code: 'unauthenticated' };
  const handshake = consoleHandshake.safeParse(auth);
  if (!handshake.success) return { ok: false, code: 'invalid_request' };
  const { data } = handshake;
  if (user.passwordMustChange) return { ok: false, code: 'password_change_required' };
  if (!isPermitted(user, actionOfConsole[data.as])) return { ok: false, code: 'not_permitted' };
  return { ok: true, end: consoleEnd(data.as, user, randomUUID()), handshake: data };
}
