import type { Actor, StaffUser } from '@visavis/db';

/** A customer's tab, after its link was found good. */
export type CustomerEnd = {
  participant: 'customer';
  tenantId: string;
  identificationId: string;
  /** Names this connection in the database and as a room: what is meant for the newest tab only goes there. */
  connectionId: string;
  actor: Actor;
};

type StaffEnd = { organisationId: string; userId: string; connectionId: string; actor: Actor };

/** A console whose session was found good, as what its person works on it. */
export type AgentEnd = StaffEnd & { participant: 'agent' };
export type SupervisorEnd = StaffEnd & { participant: 'supervisor' };
export type ConsoleEnd = AgentEnd | SupervisorEnd;

export type End = CustomerEnd | ConsoleEnd;

export const customerEnd = (
  tenantId: string,
  identificationId: string,
  connectionId: string,
): CustomerEnd => ({
  participant: 'customer',
  tenantId,
  identificationId,
  connectionId,
  actor: { kind: 'customer', id: identificationId },
});

export const consoleEnd = (
  participant: ConsoleEnd['participant'],
  user: StaffUser,
  connectionId: string,
): ConsoleEnd => ({
  participant,
  organisationId: user.organisationId,
  userId: user.id,
  connectionId,
  actor: { kind: 'user', id: user.id },
});
