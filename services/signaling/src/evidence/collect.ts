import {
  findDecisionJws,
  findTenant,
  listArtefacts,
  listAttempts,
  listManifests,
  type Artefact,
  type Identification,
  type Segment,
  type Transaction,
} from '@visavis/db';
import { archiveIndex, wrappedKeys, type ArchiveIndex } from '@visavis/protocol';
import { z } from 'zod';
import { orNotFound } from '../http/refused.ts';
import { wrappedKeysPlace, type PersonalData } from '../sealing/personal-data.ts';

/** The index of an archive, and where its sealed segments lie. */
export type CollectedEvidence = {
  index: ArchiveIndex;
  objects: { path: string; key: string; bytes: number }[];
};

const sealedWraps = z.object({ v: z.literal(1), wrappedKeys });
type ArchivedArtefact = ArchiveIndex['attempts'][number]['artefacts'][number];

const pathOf = ({ artefactId, number }: Segment): string => `segments/${artefactId}/${number}`;

async function archived(
  artefact: Artefact & { segments: Segment[] },
  personalData: PersonalData,
): Promise<ArchivedArtefact> {
  const { id, kind, step, identificationId, wrappedKeysSealed, segments } = artefact;
  const opened = await personalData.open(identificationId, wrappedKeysPlace(id), wrappedKeysSealed);
  return {
    id,
    kind,
    step,
    wrappedKeys: sealedWraps.parse(opened).wrappedKeys,
    segments: segments.map(segment => ({
      number: segment.number,
      last: segment.last,
      path: pathOf(segment),
    })),
  };
}

/** Everything stored of an identification: aborted attempts too, but only segments that reached the storage. */
export async function collectEvidence(
  transaction: Transaction,
  personalData: PersonalData,
  identification: Identification,
): Promise<CollectedEvidence> {
  const tenant = orNotFound(await findTenant(transaction, identification.tenantId));
  const objects: CollectedEvidence['objects'] = [];
  const attempts: ArchiveIndex['attempts'] = [];
  for (const attempt of await listAttempts(transaction, identification.id)) {
    const artefacts: ArchivedArtefact[] = [];
    for (const artefact of await listArtefacts(transaction, attempt.id)) {
      const segments = artefact.segments.filter(segment => segment.storedAt !== null);
      artefacts.push(await archived({ ...artefact, segments }, personalData));
      for (const segment of segments)
        objects.push({ path: pathOf(segment), key: segment.objectKey, bytes: segment.bytes });
    }
    const manifests = (await listManifests(transaction, attempt.id)).map(({ jws }) => jws);
    attempts.push({ ...attempt, manifests, artefacts });
  }
  const index = archiveIndex.parse({
    v: 1,
    tenantId: tenant.id,
    identificationId: identification.id,
    rootKey: tenant.rootKey,
    decision: await findDecisionJws(transaction, identification.id),
    attempts,
  });
  return { index, objects };
}
