import { asTenant, customerSituation, type CustomerSituation } from '@visavis/db';
import { consentVersion, type customerNotices, type Notice } from '@visavis/protocol';
import { customersHere, send, type Live } from '../socket/live.ts';

/** What a customer's tab was told last. */
export type CustomerTold = {
  identification?: string;
  place?: string;
  attempt?: { id: string; open: boolean; accepted: boolean };
};

type Notices = {
  [Event in keyof typeof customerNotices]: [Event, Notice<typeof customerNotices, Event>];
}[keyof typeof customerNotices][];

const isOpen = (state: CustomerSituation['attemptState']) => state === 'offered' || state === 'active';

/** Pure: what to say to a tab that was told `told`, now that the situation is this. */
export function customerTidings(
  told: CustomerTold,
  situation: CustomerSituation,
): { notices: Notices; told: CustomerTold } {
  const notices: Notices = [];
  const identification = identificationNotice(situation);
  if (identification && JSON.stringify(identification) !== told.identification)
    notices.push(['identification', identification]);

  const { attemptId, attemptState } = situation;
  const before = told.attempt;
  if (before?.open && !(before.id === attemptId && isOpen(attemptState)))
    notices.push([
      'call:ended',
      { attemptId: before.id, reason: before.id === attemptId ? endReason(situation) : null },
    ]);
  const known = before?.id === attemptId ? before : undefined;
  if (attemptId !== null && isOpen(attemptState)) {
    if (!known?.open) notices.push(['call:offered', { attemptId }]);
    if (attemptState === 'active' && !known?.accepted) notices.push(['call:accepted', { attemptId }]);
  }
  return {
    notices,
    told: {
      ...(situation.state === 'waiting' && told.place !== undefined ? { place: told.place } : {}),
      ...(identification ? { identification: JSON.stringify(identification) } : {}),
      ...(attemptId === null
        ? {}
        : { attempt: { id: attemptId, open: isOpen(attemptState), accepted: attemptState === 'active' } }),
    },
  };
}

/** Why the latest attempt ended: the decision's reason, or why it broke. */
export const endReason = ({ attemptState, attemptReason, reason }: CustomerSituation) =>
  attemptState === 'ended' ? reason : attemptReason;

function identificationNotice(
  situation: CustomerSituation,
): Notice<typeof customerNotices, 'identification'> | undefined {
  const context = callContextOf(situation);
  return (
    context && {
      state: situation.state,
      reason: situation.reason,
      context,
      purposes: situation.purpose,
      linkExpiresAt: situation.linkExpiresAt.toISOString(),
    }
  );
}

/** What the call is about, as both ends are told; undefined without a recipient list, without which nothing may start. */
export function callContextOf(situation: CustomerSituation) {
  const { tenantId, tenantName, rootKey, purpose, identificationId, language, recipientList } = situation;
  if (recipientList === null) return undefined;
  return {
    tenantId,
    tenantName,
    rootKey,
    purpose: purpose[language],
    identificationId,
    ruleset: { id: situation.ruleset, version: situation.rulesetVersion },
    consentVersion: situation.consentVersion ?? consentVersion,
    language,
    recipientList,
  };
}

/** Tells this process's tabs of the customer what is new to them. @returns the situation, if any tab is here */
export async function tellCustomer(
  live: Live,
  identificationId: string,
): Promise<CustomerSituation | undefined> {
  const [here] = customersHere(live, identificationId);
  if (!here) return undefined;
  const situation = await asTenant(live.sql, here.data.end.tenantId, sql =>
    customerSituation(sql, identificationId),
  );
  if (!situation) return undefined;
  for (const socket of customersHere(live, identificationId)) {
    const { notices, told } = customerTidings(socket.data.told, situation);
    socket.data.told = told;
    for (const [event, body] of notices) send(socket, event, body);
  }
  return situation;
}
