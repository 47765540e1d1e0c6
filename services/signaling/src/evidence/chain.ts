import { createHash } from 'node:crypto';
import { importVerifyKey, verifyManifestChain, type ManifestChain } from '@visavis/e2ee';
import { listArtefacts, listManifests, type JudgedAttempt, type Tenant, type Transaction } from '@visavis/db';
import type { StoredArtefact } from '../domain/evidence.ts';
import { Refused } from '../http/refused.ts';

/** Whose manifests, as they are signed. */
export const chainContext = (attempt: JudgedAttempt) => ({
  tenant: attempt.tenantId,
  identification: attempt.identificationId,
  attempt: attempt.id,
});

/** The attempt's manifests, verified from the first to the last. @throws Refused `evidence_incomplete` */
export async function verifiedChain(
  transaction: Transaction,
  attempt: JudgedAttempt,
  tenant: Tenant,
): Promise<ManifestChain> {
  const manifests = (await listManifests(transaction, attempt.id)).map(({ jws }) => jws);
  const chain = await verifyManifestChain(
    manifests,
    await importVerifyKey(tenant.rootKey),
    chainContext(attempt),
  );
  if (chain.broken) throw new Refused('evidence_incomplete', 'manifests');
  return chain;
}

/** What is stored of the attempt, as the domain compares it. */
export async function storedArtefacts(
  transaction: Transaction,
  attempt: JudgedAttempt,
): Promise<StoredArtefact[]> {
  const list = attempt.recipientList ?? '';
  const listSha384 = createHash('sha384').update(list).digest('base64url');
  return (await listArtefacts(transaction, attempt.id)).map(artefact => ({
    id: artefact.id,
    kind: artefact.kind,
    step: artefact.step,
    listSha384,
    commitment: artefact.keyCommitment.toString('base64url'),
    segments: artefact.segments.map(segment => ({
      number: segment.number,
      bytes: segment.bytes,
      sha384: segment.sha384.toString('base64url'),
      last: segment.last,
      stored: segment.storedAt !== null,
    })),
  }));
}
