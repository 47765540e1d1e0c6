import { addAuditEvent, asTenant, findIdentification } from '@visavis/db';
import type { Endpoint } from '@visavis/protocol';
import { collectEvidence } from '../evidence/collect.ts';
import { writeArchive } from '../evidence/archive.ts';
import type { Call } from './mount.ts';
import { orNotFound, Refused } from './refused.ts';

/** Streams the archive of an identification that has ended. Its own tenant's, and nobody else's, exists. */
export async function sendEvidence(
  call: Pick<Call<Endpoint>, 'context' | 'tenantId' | 'actor' | 'params' | 'response'>,
): Promise<void> {
  const { context, tenantId, actor, params, response } = call;
  const evidence = await asTenant(context.sql, tenantId, async transaction => {
    const identification = orNotFound(await findIdentification(transaction, params.id));
    if (identification.purgeClaimedAt) throw new Refused('purge_claimed');
    if (!identification.endedAt) throw new Refused('wrong_state');
    const collected = await collectEvidence(transaction, context.personalData, identification);
    await addAuditEvent(transaction, {
      organisationId: tenantId,
      actor,
      action: 'evidence.fetched',
      subject: { kind: 'identification', id: params.id },
      payload: { objects: collected.objects.length },
    });
    return collected;
  });
  response.status(200).setHeader('Content-Type', 'application/zip');
  response.setHeader('Content-Disposition', `attachment; filename="${params.id}.zip"`);
  response.setHeader('Cache-Control', 'no-store');
  await writeArchive(response, evidence, context.storage);
}
