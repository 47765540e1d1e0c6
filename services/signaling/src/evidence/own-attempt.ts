import {
  findIdentification,
  findJudgedAttempt,
  type Identification,
  type JudgedAttempt,
  type Transaction,
} from '@visavis/db';
import { orNotFound, Refused } from '../http/refused.ts';

/**
 * An attempt of this agent, with its identification. Someone else's is not found.
 * @throws Refused `not_found`, `purge_claimed`
 */
export async function ownAttempt(
  transaction: Transaction,
  attemptId: string,
  agentId: string,
): Promise<{ attempt: JudgedAttempt; identification: Identification }> {
  const attempt = orNotFound(await findJudgedAttempt(transaction, attemptId));
  if (attempt.agentId !== agentId) throw new Refused('not_found');
  const identification = orNotFound(await findIdentification(transaction, attempt.identificationId));
  if (identification.purgeClaimedAt) throw new Refused('purge_claimed');
  return { attempt, identification };
}
