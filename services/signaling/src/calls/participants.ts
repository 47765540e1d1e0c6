import type { Call } from '@visavis/db';
import type { Participant } from '@visavis/protocol';

/** In the order of the roster. */
const participants = ['customer', 'agent', 'supervisor'] as const satisfies readonly Participant[];

/** Customer and agent belong to every call, whether connected or not; a supervisor from joining to leaving. */
export const isIn = (call: Pick<Call, 'supervisorId'>, participant: Participant): boolean =>
  participant !== 'supervisor' || call.supervisorId !== null;

/** All who are in the call besides this one. */
export const othersIn = (call: Pick<Call, 'supervisorId'>, participant: Participant): Participant[] =>
  participants.filter(other => other !== participant && isIn(call, other));

/** Whose tracks this one receives: nobody ever receives one of a supervisor. */
export const trackSendersTo = (participant: Participant): Participant[] =>
  participants.filter(other => other !== participant && other !== 'supervisor');
