import {
  acceptOffer,
  addAuditEvent,
  asTenant,
  customerSituation,
  findAttemptAge,
  findSealedPerson,
  listStepRecords,
  lockCall,
  type Call,
} from '@visavis/db';
import { done, findRuleset, person, refuse, tooSoonSeconds } from '@visavis/protocol';
import { z } from 'zod';
import { authoriseCall } from '../../calls/authorise.ts';
import { callContextOf } from '../../calls/tell-customer.ts';
import { personPlace } from '../../sealing/personal-data.ts';
import type { AgentEnd } from '../end.ts';
import type { Live } from '../live.ts';
import type { AgentHandler } from './handlers.ts';

/** The order as sealed; contact and reference are not the agent's business. */
const sealedOrder = z.object({ person });

/**
 * The agent takes the call and learns whom to verify, which is audited. Asked again in the same call, after a reload,
 * it answers again.
 */
export const offerAccept: AgentHandler<'offer:accept'> = live => async (end, body) => {
  const call = await authoriseCall(live, end, body.attemptId);
  if (!call.ok) return call;
  const { identificationId, ruleset } = call.value;
  const opened = await accept(live, end, call.value);
  if (!opened) return refuse('wrong_state');
  const order = sealedOrder.parse(
    await live.personalData.open(identificationId, personPlace(identificationId), opened.personSealed),
  );
  return done({
    context: opened.context,
    person: order.person,
    customerGeneration: call.value.customer.generation,
    tooSoonSeconds: tooSoonSeconds(findRuleset(ruleset.id, ruleset.version), opened.ageSeconds),
    steps: opened.steps,
  });
};

function accept(live: Live, end: AgentEnd, call: Call) {
  const { attemptId, identificationId, tenantId } = call;
  return asTenant(live.sql, tenantId, async sql => {
    await lockCall(sql, attemptId);
    const accepted = call.state === 'offered' && (await acceptOffer(sql, attemptId, end.userId));
    if (!accepted && call.state !== 'active') return undefined;
    const situation = await customerSituation(sql, identificationId);
    const context = situation && callContextOf(situation);
    const personSealed = await findSealedPerson(sql, identificationId);
    // matching asks for a recipient list, and a purge for an end
    if (!context || !personSealed) throw new Error('an attempt without recipient list or person');
    const event = { organisationId: tenantId, actor: end.actor };
    if (accepted) {
      await live.events.identificationChanged(sql, identificationId);
      await addAuditEvent(sql, {
        ...event,
        action: 'attempt.accepted',
        subject: { kind: 'attempt', id: attemptId },
      });
    }
    await addAuditEvent(sql, {
      ...event,
      action: 'person.viewed',
      subject: { kind: 'identification', id: identificationId },
    });
    return {
      context,
      personSealed,
      ageSeconds: await findAttemptAge(sql, attemptId),
      steps: await listStepRecords(sql, attemptId),
    };
  });
}
