import { asOrganisation, asTenant, findArtefact, findSegment, markStored } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { ownAttempt } from '../../evidence/own-attempt.ts';
import { consoleRoute } from '../mount.ts';
import { orNotFound, Refused } from '../refused.ts';

export const confirmStored = consoleRoute(consoleApi.confirmStored, async ({ context, user, params }) => {
  const { sql, storage } = context;
  const segment = await asOrganisation(sql, user.organisationId, async transaction => {
    const artefact = orNotFound(await findArtefact(transaction, params.id));
    const { attempt } = await ownAttempt(transaction, artefact.attemptId, user.id);
    const found = orNotFound(await findSegment(transaction, artefact.id, params.number));
    return { ...found, tenantId: attempt.tenantId };
  });
  if (segment.storedAt) return;
  if ((await storage.size(segment.objectKey)) !== segment.bytes) throw new Refused('evidence_incomplete');
  await asTenant(sql, segment.tenantId, transaction => markStored(transaction, params.id, params.number));
});
