import { asPlatform, findConfirmation, findStanding, type StaffUser } from '@visavis/db';
import { confirmationMinutes, type SecondFactor } from '@visavis/protocol';
import type { Request } from 'express';
import type { Context } from '../context.ts';
import { Refused } from '../http/refused.ts';
import { isCurrentBrowser } from './browser-version.ts';
import { riskOf, type Risk } from './risk.ts';
import { sessionSha384 } from './session-store.ts';

/** What speaks against a request of this person's session being theirs. */
export async function judge({ sql, places }: Context, user: StaffUser, request: Request): Promise<Risk> {
  const standing = await asPlatform(sql, transaction => findStanding(transaction, user, places.of(request)));
  return riskOf({ ...standing, isBrowserCurrent: isCurrentBrowser(request.headers['user-agent']) });
}

/** Which second factor was shown lately in the request's session, where the request comes from. */
const shownHere = ({ sql, places }: Context, request: Request): Promise<SecondFactor['kind'] | undefined> =>
  findConfirmation(sql, sessionSha384(request.sessionID), places.of(request), confirmationMinutes);

/**
 * For what matters most: a second factor that was shown lately and here; under raised risk, a passkey.
 * @throws Refused `confirmation_required`, `passkey_required`
 */
export async function demandConfirmation(context: Context, user: StaffUser, request: Request): Promise<void> {
  const shown = await shownHere(context, request);
  if (shown === 'passkey') return;
  await refuseRaised(context, user, request);
  if (shown === undefined) throw new Refused('confirmation_required');
}

/** Under raised risk no other factor than a passkey counts. @throws Refused `passkey_required` */
export async function demandPasskeyAtRisk(
  context: Context,
  user: StaffUser,
  request: Request,
): Promise<void> {
  if ((await shownHere(context, request)) !== 'passkey') await refuseRaised(context, user, request);
}

async function refuseRaised(context: Context, user: StaffUser, request: Request): Promise<void> {
  const { isRaised, signals } = await judge(context, user, request);
  if (isRaised) throw new Refused('passkey_required', undefined, signals);
}
