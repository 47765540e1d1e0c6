import { asPlatform, customerSituation, findCall, freeAgents, type CustomerSituation } from '@visavis/db';
import { inTurn } from '../socket/in-turn.ts';
import { agentsHere, allAgents, allSupervisors, customersHere, type Live } from '../socket/live.ts';
import { closeMedia } from './media-command.ts';
import { tellAgent } from './tell-agent.ts';
import { tellCustomer } from './tell-customer.ts';
import { tellFloor, tellWatching } from './tell-supervisor.ts';

/**
 * Tells the ends connected here whatever is new to them, by comparing what they were told with what the database says.
 * So it does not matter who changed something, in which process, or whether news came twice or in another order.
 */
export function tellEnds(live: () => Live) {
  const turn = inTurn();
  const agent = (userId: string) => turn(userId, () => tellAgent(live(), userId));
  const customer = (identificationId: string) =>
    turn(identificationId, async () => {
      await tellCustomer(live(), identificationId);
    });

  const floors = new Map<string, Promise<void>>();
  /** News that come while others wait for their turn are told together with them. */
  const floor = (organisationId: string): Promise<void> => {
    const waiting =
      floors.get(organisationId) ??
      turn(organisationId, () => {
        floors.delete(organisationId);
        return tellFloor(live(), organisationId);
      });
    floors.set(organisationId, waiting);
    return waiting;
  };

  const supervisors = async (situation: CustomerSituation): Promise<void> => {
    const { organisationId } = situation;
    if (organisationId === null) return;
    if (!allSupervisors(live()).some(({ data }) => data.end.organisationId === organisationId)) return;
    await Promise.all([floor(organisationId), tellWatching(live(), situation)]);
  };

  /** Something about this identification has changed. */
  const changed = async (identificationId: string): Promise<void> => {
    const here = live();
    const consoles = allAgents(here)
      .filter(socket => socket.data.told.attempt?.identificationId === identificationId)
      .map(socket => socket.data.end.userId);
    const situation = await asPlatform(here.sql, sql => customerSituation(sql, identificationId));
    if (!situation) return;
    const { agentId } = situation;
    if (agentId !== null && agentsHere(here, agentId).length > 0) consoles.push(agentId);
    const concerned = consoles.length > 0 || customersHere(here, identificationId).length > 0;
    if (concerned) await endMedia(here, situation);
    await Promise.all([
      customer(identificationId),
      ...[...new Set(consoles)].map(agent),
      supervisors(situation),
    ]);
  };
  return { agent, customer, floor, changed };
}

export type TellEnds = ReturnType<typeof tellEnds>;

/** A decision ends the attempt in a transaction that knows neither the agent's status nor the media. */
async function endMedia(live: Live, { attemptId, attemptState }: CustomerSituation): Promise<void> {
  if (attemptId === null || attemptState === 'offered' || attemptState === 'active') return;
  const call = await asPlatform(live.sql, async sql => {
    if (attemptState === 'ended') await freeAgents(sql);
    return findCall(sql, attemptId);
  });
  if (call) void closeMedia(live, call);
}
