import type { Call } from '@visavis/db';
import type { Participant } from '@visavis/protocol';
import { notifyEnd, type Live } from '../socket/live.ts';
import { othersIn } from './participants.ts';

/** Tells all others in the call that this one has come, or come anew, or is not there. */
export function announce(live: Live, call: Call, participant: Participant, connected: boolean): void {
  const { attemptId } = call;
  const { generation } = call[participant];
  for (const other of othersIn(call, participant))
    notifyEnd(live, call, other, 'call:peer', { attemptId, participant, connected, generation });
}

/**
 * Tells one end about all others, because what was said before it listened is lost: also about a supervisor who has
 * left, since this end may have known them.
 */
export function introduce(live: Live, call: Call, to: Participant): void {
  const { attemptId } = call;
  const left = to !== 'supervisor' && call.supervisorId === null && call.supervisor.generation > 0;
  const others = [...othersIn(call, to), ...(left ? (['supervisor'] as const) : [])];
  for (const participant of others) {
    const { connectionId, generation } = call[participant];
    const connected = connectionId !== null;
    notifyEnd(live, call, to, 'call:peer', { attemptId, participant, connected, generation });
  }
}
