import { isConnectionProblem } from '@visavis/call';
import { isMediaRefusal, refusalStatus, type AbortReason, type MediaRefusal } from '@visavis/protocol';
import type { TrustTrouble } from './trust.ts';

/** What keeps this call from being verified, or from going on. */
export type Alarm =
  | TrustTrouble
  | MediaRefusal
  | 'recording_broken'
  | 'evidence_lost'
  | 'codes_differ'
  | 'call_broken'
  | 'unknown_participant'
  | 'roster_differs'
  | 'encryption_broken';

const rosterCodes = new Set(['bad_roster_change', 'old_roster_change', 'wrong_roster']);

/** Pure: what an alarm of the call itself, of either end, means on this screen. */
export function alarmOf(code: string): Alarm {
  if (isMediaRefusal(code) || code === 'unknown_participant') return code;
  // the server's own refusals: a node is missing, the attempt is over
  if (isConnectionProblem(code) || code in refusalStatus) return 'call_broken';
  return rosterCodes.has(code) ? 'roster_differs' : 'encryption_broken';
}

const own = [
  'recording_broken',
  'evidence_lost',
  'call_broken',
  'codes_differ',
  'unknown_participant',
  'roster_differs',
  'encryption_broken',
] as const satisfies readonly Alarm[];
type Own = (typeof own)[number];
const isOwn = (alarm: Alarm): alarm is Own => (own as readonly Alarm[]).includes(alarm);

/** Pure: the words that say what to do now. */
export function hintOf(alarm: Alarm) {
  if (isMediaRefusal(alarm)) return 'call.alarm.media.hint';
  return isOwn(alarm) ? (`call.alarm.${alarm}.hint` as const) : 'call.alarm.trust.hint';
}

/** Pure: what the customer is told when an alarm ends the call. */
export function reasonOf(alarm: Alarm): AbortReason {
  if (alarm === 'recording_broken' || alarm === 'evidence_lost') return 'recording_failed';
  return alarm === 'call_broken' ? 'connection_lost' : 'encryption_failed';
}

/** Pure: alarms that somebody may have caused on purpose, to be read also once the call has ended through them. */
export const isHostile = (alarm: Alarm): boolean =>
  isMediaRefusal(alarm) ||
  alarm === 'unknown_participant' ||
  alarm === 'roster_differs' ||
  alarm === 'encryption_broken';
