import { verifyDecision } from '@visavis/e2ee';
import {
  addAuditEvent,
  asOrganisation,
  decide as store,
  findAttemptAge,
  findContract,
  findIdentification,
  findJudgedAttempt,
  findTenant,
  listStepRecords,
  lockIdentification,
} from '@visavis/db';
import { consoleApi, findRuleset } from '@visavis/protocol';
import { judge } from '../../domain/decision.ts';
import { chainContext, storedArtefacts, verifiedChain } from '../../evidence/chain.ts';
import { ownAttempt } from '../../evidence/own-attempt.ts';
import { changesPlace } from '../../sealing/personal-data.ts';
import { refusing, rootOf } from '../../trust/refusing.ts';
import { consoleRoute } from '../mount.ts';
import { orNotFound, orRefuse } from '../refused.ts';
import { viewIdentification } from '../views.ts';

export const decide = consoleRoute(consoleApi.decide, ({ context, actor, user, body }) =>
  asOrganisation(context.sql, user.organisationId, async transaction => {
    const { identification: found } = await ownAttempt(transaction, body.attemptId, user.id);
    // from here on nothing of the attempt moves
    const identification = orNotFound(await lockIdentification(transaction, found.id));
    const attempt = orNotFound(await findJudgedAttempt(transaction, body.attemptId));
    const { tenantId } = attempt;
    const tenant = orNotFound(await findTenant(transaction, tenantId));
    const contract = orNotFound(await findContract(transaction, identification.contractId));
    const { decision: signed } = await refusing(
      'invalid_request',
      'jws',
      verifyDecision(body.jws, await rootOf(tenant), chainContext(attempt)),
    );
    const chain = await verifiedChain(transaction, attempt, tenant);
    const requested = { outcome: body.outcome, reason: body.reason ?? null };
    const transcript = attempt.transcript?.toString('base64url') ?? null;
    orRefuse(
      judge({
        state: identification.state,
        attempt: { ...attempt, transcript, ageSeconds: await findAttemptAge(transaction, attempt.id) },
        ruleset: findRuleset(identification.ruleset, identification.rulesetVersion),
        steps: await listStepRecords(transaction, attempt.id),
        requested,
        signed,
        evidence: {
          stored: await storedArtefacts(transaction, attempt),
          named: chain.artefacts,
          head: chain.head,
        },
      }),
    );
    const changes = { v: 1, changes: body.changes };
    await store(transaction, {
      identificationId: identification.id,
      tenantId,
      attemptId: attempt.id,
      agentId: user.id,
      ...requested,
      changesSealed:
        body.changes.length === 0
          ? null
          : await context.personalData.seal(identification.id, changesPlace(identification.id), changes),
      jws: body.jws,
      retentionDays: contract.retentionDays,
    });
    await context.events.identificationChanged(transaction, identification.id);
    const ended = orNotFound(await findIdentification(transaction, identification.id));
    await addAuditEvent(transaction, {
      organisationId: tenantId,
      actor,
      action: 'identification.decided',
      subject: { kind: 'identification', id: identification.id },
      payload: { attemptId: attempt.id, ...requested },
    });
    return viewIdentification(ended);
  }),
);
