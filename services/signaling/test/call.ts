import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  createContentKey,
  generateDeviceKey,
  issueCertificate,
  readRecipientList,
  sealSegment,
  signDecision,
  signManifest,
  type ManifestArtefact,
  type ManifestHead,
  type SealedSegment,
  type Signer,
  type VerifiedRecipientList,
} from '@visavis/e2ee';
import { slotView, type Outcome, type Step } from '@visavis/protocol';
import { addShiftRows } from '@visavis/test-kit';
import type { ConsoleClient } from './clients.ts';
import type { Stack, Tenant } from './stack.ts';

export type TestCall = {
  identificationId: string;
  attemptId: string;
  transcript: string;
  signer: Signer;
  context: { tenant: string; identification: string; attempt: string };
  /** As accepting the call pinned it. */
  list: VerifiedRecipientList;
};

const now = () => Math.floor(Date.now() / 1000);

/** An identification in a call of this agent's, as matching and key agreement leave it; of a minute, so that it can be decided. */
export async function inCall(
  stack: Stack,
  tenant: Tenant,
  agent: ConsoleClient,
  identificationId: string,
): Promise<TestCall> {
  const { sql } = stack.database;
  const person = tenant.user('agent').id;
  const device = await generateDeviceKey();
  const registered = await agent('POST', '/devices', { publicKey: device.publicJwk });
  const { id: deviceId } = registered.body as { id: string };
  const certificate = await issueCertificate(
    {
      tenant: tenant.tenant.id,
      device: device.publicJwk,
      person,
      name: 'The agent',
      role: 'agent',
      issued: now(),
      expires: now() + 3600,
    },
    tenant.root.privateKey,
  );
  await sql`update device set status = 'approved', approved_at = now() where id = ${deviceId}`;
  await sql`
    insert into device_certificate (device_id, tenant_id, certificate, expires_at)
    values (${deviceId}, ${tenant.tenant.id}, ${certificate}, now() + interval '1 day')`;
  await addShiftRows(sql, { userId: person, organisationId: tenant.centre?.id ?? '' });
  const transcript = randomBytes(48);
  await sql`
    update identification set state = 'waiting', queued_since = now(), consented_at = now(), consent_version = 1
    where id = ${identificationId}`;
  await sql`update identification set state = 'in_call' where id = ${identificationId}`;
  const attemptId = randomUUID();
  await sql`
    insert into attempt (id, tenant_id, identification_id, number, organisation_id, agent_id, device_id, state, transcript,
      offer_expires_at, accepted_at)
    select ${attemptId}, ${tenant.tenant.id}, ${identificationId}, 1, organisation_id, id, ${deviceId}, 'active',
      ${transcript}, now(), now() - interval '1 minute'
    from app_user where id = ${person}`;
  const [pinned] = await sql<{ jws: string }[]>`
    select l.jws from attempt a
    join recipient_list l on l.contract_id = ${tenant.contract.id} and l.version = a.recipient_list_version
    where a.id = ${attemptId}`;
  return {
    list: await readRecipientList(pinned?.jws ?? '', tenant.root.publicKey, tenant.tenant.id),
    identificationId,
    attemptId,
    transcript: transcript.toString('base64url'),
    signer: { deviceKey: device.privateKey, certificate },
    context: { tenant: tenant.tenant.id, identification: identificationId, attempt: attemptId },
  };
}

/** As if the agent had taken the call so long ago. */
export async function ageCall(stack: Stack, call: TestCall, seconds: number): Promise<void> {
  await stack.database.sql`
    update attempt set accepted_at = now() - make_interval(secs => ${seconds}) where id = ${call.attemptId}`;
}

export async function recordSteps(stack: Stack, call: TestCall, steps: readonly Step[]): Promise<void> {
  for (const step of steps)
    await stack.database.sql`
      insert into attempt_step (attempt_id, tenant_id, step, status, transcript)
      select id, tenant_id, ${step}, 'done', transcript from attempt where id = ${call.attemptId}`;
}

export type SealedArtefact = {
  id: string;
  request: Record<string, unknown>;
  segments: SealedSegment[];
  manifest: ManifestArtefact;
};

/** As the agent's browser seals it. */
export async function sealed(
  call: TestCall,
  kind: 'recording' | 'still',
  step: Step | null,
  parts: readonly string[],
  { isBrokenOff = false, list = call.list }: { isBrokenOff?: boolean; list?: VerifiedRecipientList } = {},
): Promise<SealedArtefact> {
  const id = randomUUID();
  const context = { ...call.context, artefact: id };
  const { key, wrapped, commitment, recipientList } = await createContentKey(context, list);
  const segments: SealedSegment[] = [];
  for (const [number, part] of parts.entries())
    segments.push(
      await sealSegment(
        key,
        context,
        number,
        !isBrokenOff && number === parts.length - 1,
        new TextEncoder().encode(part),
      ),
    );
  return {
    id,
    segments,
    request: {
      artefactId: id,
      attemptId: call.attemptId,
      kind,
      step,
      keyCommitment: commitment,
      wrappedKeys: wrapped,
    },
    manifest: {
      artefact: id,
      kind,
      step,
      recipientList,
      ...(isBrokenOff ? { brokenOff: segments.length } : {}),
      mime: kind === 'recording' ? 'video/webm' : 'image/jpeg',
      commitment,
      segments: segments.map(({ number, last, sha384, ciphertext }) => ({
        number,
        length: ciphertext.length,
        sha384,
        last,
      })),
    },
  };
}

/** Where a slot lets one put. @throws Error when the segment is stored already */
export function putOf(slot: unknown) {
  const { put } = slotView.parse(slot);
  if (!put) throw new Error('stored already');
  return put;
}

export const slotBody = (segment: SealedSegment) => ({
  number: segment.number,
  bytes: segment.ciphertext.length,
  sha384: segment.sha384,
  last: segment.last,
});

/** Slot, upload, confirmation. */
export async function upload(
  agent: ConsoleClient,
  artefact: SealedArtefact,
  segment: SealedSegment,
): Promise<void> {
  const path = `/artefacts/${artefact.id}/segments`;
  const slot = await agent('POST', path, slotBody(segment));
  if (slot.status !== 201) throw new Error(`slot: ${slot.status} ${JSON.stringify(slot.body)}`);
  const { url, headers } = putOf(slot.body);
  const put = await fetch(url, { method: 'PUT', headers, body: segment.ciphertext });
  if (!put.ok) throw new Error(`put: ${put.status}`);
  const stored = await agent('POST', `${path}/${segment.number}/stored`);
  if (stored.status !== 204) throw new Error(`stored: ${stored.status}`);
}

export async function store(agent: ConsoleClient, artefact: SealedArtefact): Promise<void> {
  const registered = await agent('POST', '/artefacts', artefact.request);
  if (registered.status !== 204) throw new Error(`artefact: ${JSON.stringify(registered.body)}`);
  for (const segment of artefact.segments) await upload(agent, artefact, segment);
}

export const manifestOf = (call: TestCall, previous: ManifestHead | null, artefacts: ManifestArtefact[]) =>
  signManifest(call.context, previous, artefacts, now(), call.signer);

/** The body of a decision, signed. */
export async function decisionOf(
  call: TestCall,
  outcome: Outcome,
  head: ManifestHead | null,
  reason: 'document_expired' | null = null,
) {
  const jws = await signDecision(
    {
      ...call.context,
      outcome,
      reason,
      finalManifest: head,
      transcriptHash: call.transcript,
      at: now(),
    },
    call.signer,
  );
  return { attemptId: call.attemptId, outcome, ...(reason === null ? {} : { reason }), jws };
}

export const sha384 = (bytes: Uint8Array): string => createHash('sha384').update(bytes).digest('base64url');
