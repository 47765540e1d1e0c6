import { addAuditEvent, removeSessionsOf, type Actor, type StaffUser, type Transaction } from '@visavis/db';

/**
 * Ends all sessions of a person, but for the one named, and with them the sockets that they opened, in every process.
 * @param transaction that sees the person
 * @returns how many
 */
export async function endSessionsOf(
  transaction: Transaction,
  user: Pick<StaffUser, 'id' | 'organisationId'>,
  actor: Actor,
  exceptIdSha384?: Buffer,
): Promise<number> {
  const sessions = await removeSessionsOf(transaction, user.id, exceptIdSha384);
  await addAuditEvent(transaction, {
    organisationId: user.organisationId,
    actor,
    action: 'sessions.ended',
    subject: { kind: 'user', id: user.id },
    payload: { sessions },
  });
  return sessions;
}
