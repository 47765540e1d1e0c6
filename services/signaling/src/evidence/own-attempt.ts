import {
  enterTenantOf,
  findIdentification,
  findJudgedAttempt,
  type Identification,
  type JudgedAttempt,
  type Transaction,
} from '@visavis/db';
import { orNotFound, Refused } from '../http/refused.ts';

/**
 * An attempt of this agent, with its identification; from here on the transaction sees the rows of its tenant. Someone
 * else's is not found.
 * @param transaction of the agent's organisation
 * @throws Refused `not_found`, `device_not_certified` since its device was revoked, `purge_claimed`
 */
export async function ownAttempt(
  transaction: Transaction,
  attemptId: string,
  agentId: string,
): Promise<{ attempt: JudgedAttempt; identification: Identification }> {
  const found = await enterTenantOf(transaction, attemptId);
  if (found?.agentId !== agentId) throw new Refused('not_found');
  const attempt = orNotFound(await findJudgedAttempt(transaction, attemptId));
  if (attempt.isDeviceRevoked) throw new Refused('device_not_certified');
  const identification = orNotFound(await findIdentification(transaction, attempt.identificationId));
  if (identification.purgeClaimedAt) throw new Refused('purge_claimed');
  return { attempt, identification };
}
