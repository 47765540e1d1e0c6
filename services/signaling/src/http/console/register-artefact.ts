import { isWrappedFor } from '@visavis/e2ee';
import {
  addArtefact,
  addAuditEvent,
  asOrganisation,
  findArtefact,
  findTenant,
  sizeOfAttempt,
  type Artefact,
} from '@visavis/db';
import { attemptArtefactsMost, consoleApi, type ArtefactRequest } from '@visavis/protocol';
import { ownAttempt } from '../../evidence/own-attempt.ts';
import { wrappedKeysPlace } from '../../sealing/personal-data.ts';
import { verifyListOfAttempt } from '../../trust/recipient-list.ts';
import { consoleRoute } from '../mount.ts';
import { orNotFound, Refused } from '../refused.ts';

const isSame = (stored: Artefact | undefined, body: ArtefactRequest): boolean =>
  stored?.attemptId === body.attemptId &&
  stored.kind === body.kind &&
  stored.step === body.step &&
  stored.keyCommitment.toString('base64url') === body.keyCommitment;

export const registerArtefact = consoleRoute(consoleApi.registerArtefact, ({ context, actor, user, body }) =>
  asOrganisation(context.sql, user.organisationId, async transaction => {
    const { attempt, identification } = await ownAttempt(transaction, body.attemptId, user.id);
    const { tenantId } = attempt;
    const stored = await findArtefact(transaction, body.artefactId);
    if (stored) {
      if (isSame(stored, body)) return;
      throw new Refused('conflict', 'artefactId');
    }
    if (attempt.state !== 'active') throw new Refused('wrong_state');
    const { artefacts } = await sizeOfAttempt(transaction, attempt.id);
    if (artefacts >= attemptArtefactsMost) throw new Refused('too_large', 'artefactId');
    const tenant = orNotFound(await findTenant(transaction, tenantId));
    const { recipients } = await verifyListOfAttempt(tenant, attempt);
    // for everyone on the list, each in their suite, and for nobody else
    if (!isWrappedFor(body.wrappedKeys, recipients)) throw new Refused('no_recipient_list', 'wrappedKeys');
    const wrappedKeysSealed = await context.personalData.seal(
      identification.id,
      wrappedKeysPlace(body.artefactId),
      { v: 1, wrappedKeys: body.wrappedKeys },
    );
    const added = await addArtefact(transaction, {
      id: body.artefactId,
      tenantId,
      identificationId: identification.id,
      attemptId: attempt.id,
      kind: body.kind,
      step: body.step,
      keyCommitment: Buffer.from(body.keyCommitment, 'base64url'),
      wrappedKeysSealed,
    });
    // someone else's artefact has this id, which row-level security hides
    if (!added) throw new Refused('conflict', 'artefactId');
    await addAuditEvent(transaction, {
      organisationId: tenantId,
      actor,
      action: 'artefact.registered',
      subject: { kind: 'artefact', id: body.artefactId },
      payload: { attemptId: attempt.id, kind: body.kind },
    });
  }),
);
