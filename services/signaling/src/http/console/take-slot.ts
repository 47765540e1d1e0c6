import { asOrganisation, findArtefact, findSegment, grantSlot, sizeOfAttempt } from '@visavis/db';
import { attemptBytesMost, consoleApi } from '@visavis/protocol';
import { ownAttempt } from '../../evidence/own-attempt.ts';
import { consoleRoute } from '../mount.ts';
import { orNotFound, Refused } from '../refused.ts';

/** An upload URL lives so long; a purge waits for the last one to end. */
export const slotSeconds = 30;

/** What was left behind by an attempt that broke is still taken; not what comes after a decision. */
const takesSegments = new Set(['active', 'aborted']);

export const takeSlot = consoleRoute(consoleApi.takeSlot, async ({ context, user, params, body }) => {
  const { sql, storage } = context;
  const granted = await asOrganisation(sql, user.organisationId, async transaction => {
    const artefact = orNotFound(await findArtefact(transaction, params.id));
    const { attempt } = await ownAttempt(transaction, artefact.attemptId, user.id);
    const { tenantId } = attempt;
    const sha384 = Buffer.from(body.sha384, 'base64url');
    const before = await findSegment(transaction, artefact.id, body.number);
    const differs =
      before && (!before.sha384.equals(sha384) || before.bytes !== body.bytes || before.last !== body.last);
    if (differs) throw new Refused('conflict', 'number');
    const objectKey = [tenantId, artefact.identificationId, attempt.id, artefact.id, body.number].join('/');
    // no URL for what is stored: it would outlive what a purge waits for
    if (before?.storedAt) return undefined;
    if (!takesSegments.has(attempt.state)) throw new Refused('wrong_state');
    const { bytes } = await sizeOfAttempt(transaction, attempt.id);
    if (!before && bytes + body.bytes > attemptBytesMost) throw new Refused('too_large', 'bytes');
    const slot = { artefactId: artefact.id, tenantId, objectKey, ...body, sha384 };
    return { objectKey, expiresAt: await grantSlot(transaction, slot, slotSeconds) };
  });
  if (!granted) return { put: null };
  // signed after the slot is committed, and for a little less: no URL outlives what the row says
  const { url, headers } = await storage.presignPut(granted.objectKey, body.bytes, slotSeconds - 10);
  return { put: { url, headers, expiresAt: granted.expiresAt.toISOString() } };
});
