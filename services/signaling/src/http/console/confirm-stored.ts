import { asTenant, findArtefact, findSegment, markStored } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { ownAttempt } from '../../evidence/own-attempt.ts';
import { consoleRoute } from '../mount.ts';
import { orNotFound, Refused } from '../refused.ts';

export const confirmStored = consoleRoute(
  consoleApi.confirmStored,
  'identify',
  async ({ context, tenantId, user, params }) => {
    const { sql, storage } = context;
    const segment = await asTenant(sql, tenantId, async transaction => {
      const artefact = orNotFound(await findArtefact(transaction, params.id));
      await ownAttempt(transaction, artefact.attemptId, user.id);
      return orNotFound(await findSegment(transaction, artefact.id, params.number));
    });
    if (segment.storedAt) return;
    if ((await storage.size(segment.objectKey)) !== segment.bytes) throw new Refused('evidence_incomplete');
    await asTenant(sql, tenantId, transaction => markStored(transaction, params.id, params.number));
  },
);
