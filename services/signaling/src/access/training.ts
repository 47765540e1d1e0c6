import {
  addAuditEvent,
  recordTraining as record,
  type Actor,
  type Training,
  type Transaction,
} from '@visavis/db';

/**
 * Until when an agent is trained for a ruleset; a day in the past ends it.
 * @param transaction of the ident centre
 */
export async function recordTraining(
  transaction: Transaction,
  training: Omit<Training, 'enteredBy'>,
  actor: Actor,
): Promise<void> {
  const { organisationId, userId, ruleset, validUntil } = training;
  await record(transaction, { ...training, enteredBy: actor.kind === 'user' ? actor.id : null });
  await addAuditEvent(transaction, {
    organisationId,
    actor,
    action: 'training.recorded',
    subject: { kind: 'user', id: userId },
    payload: { ruleset, validUntil },
  });
}
