import { createHash } from 'node:crypto';
import { verifyManifest } from '@visavis/e2ee';
import { addAuditEvent, addManifest as store, asOrganisation, findTenant, listManifests } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { chainContext } from '../../evidence/chain.ts';
import { ownAttempt } from '../../evidence/own-attempt.ts';
import { refusing, rootOf } from '../../trust/refusing.ts';
import { consoleRoute } from '../mount.ts';
import { orNotFound, Refused } from '../refused.ts';

export const addManifest = consoleRoute(consoleApi.addManifest, ({ context, actor, user, body }) =>
  asOrganisation(context.sql, user.organisationId, async transaction => {
    const { attempt } = await ownAttempt(transaction, body.attemptId, user.id);
    const { tenantId } = attempt;
    const chain = await listManifests(transaction, attempt.id);
    const stored = chain[body.number];
    if (stored) {
      if (stored.jws === body.jws) return;
      throw new Refused('conflict', 'number');
    }
    if (attempt.state !== 'active' && attempt.state !== 'aborted') throw new Refused('wrong_state');
    const last = chain.at(-1);
    const previous = last ? { number: last.number, sha384: last.sha384.toString('base64url') } : null;
    if (body.number !== chain.length) throw new Refused('conflict', 'number');
    const tenant = orNotFound(await findTenant(transaction, tenantId));
    const manifest = await refusing(
      'invalid_request',
      'jws',
      verifyManifest(body.jws, await rootOf(tenant), chainContext(attempt), previous),
    );
    if (manifest.certificate !== attempt.certificate) throw new Refused('invalid_request', 'jws');
    await store(transaction, {
      attemptId: attempt.id,
      number: body.number,
      tenantId,
      jws: body.jws,
      sha384: createHash('sha384').update(body.jws).digest(),
    });
    await addAuditEvent(transaction, {
      organisationId: tenantId,
      actor,
      action: 'manifest.added',
      subject: { kind: 'attempt', id: attempt.id },
      payload: { number: body.number },
    });
  }),
);
