import { isConnectionProblem } from '@visavis/call';
import { isMediaRefusal, refusalStatus } from '@visavis/protocol';
import type { TrustTrouble } from '../call/trust.ts';

/** Why the server did not let the supervisor in. */
export type JoinRefusal = 'own' | 'taken' | 'over' | 'device' | 'failed';

/** Why nothing of a call is believed or shown any more. */
export type SupervisionAlarm =
  TrustTrouble | 'unknown_participant' | 'agent_not_proven' | 'media_refused' | 'encryption_failed';

/** What is said above the floor about the call that the supervisor was in, or wanted to be. */
export type FloorNote =
  | { kind: 'out'; why: 'left' | 'ended' | 'connection' | 'replaced' }
  | { kind: 'refused'; why: JoinRefusal }
  | { kind: 'alarm'; why: SupervisionAlarm };

const refusals: Record<string, JoinRefusal> = {
  not_permitted: 'own',
  conflict: 'taken',
  wrong_state: 'over',
  not_found: 'over',
  device_not_certified: 'device',
};

/** Pure: a refusal of `supervise:join`, by its code. */
export const refusedNote = (code: string): FloorNote => ({
  kind: 'refused',
  why: refusals[code] ?? 'failed',
});

const unproven = new Set(['bad_certificate', 'certificate_expired', 'bad_signature']);

/** Pure: what an alarm of the call means for who watches it. */
export function alarmNote(alarm: string): FloorNote {
  // the server's own refusals: the call is over, its node is gone
  if (isConnectionProblem(alarm) || alarm in refusalStatus) return { kind: 'out', why: 'connection' };
  if (alarm === 'unknown_participant') return { kind: 'alarm', why: 'unknown_participant' };
  if (unproven.has(alarm)) return { kind: 'alarm', why: 'agent_not_proven' };
  return { kind: 'alarm', why: isMediaRefusal(alarm) ? 'media_refused' : 'encryption_failed' };
}
