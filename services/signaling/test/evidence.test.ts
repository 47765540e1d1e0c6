import { unzipSync, strFromU8 } from 'fflate';
import { generateEvidenceKeyFile, loadEvidenceKeyFile, readRecipientList } from '@visavis/e2ee';
import { archiveIndex, attemptArtefactsMost, attemptBytesMost, segmentBytesMost } from '@visavis/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  decisionOf,
  inCall,
  manifestOf,
  sealed,
  sha384,
  putOf,
  slotBody,
  store,
  upload,
  type TestCall,
} from './call.ts';
import { apiClient, consoleClient, goLive, orderFor, type ConsoleClient } from './clients.ts';
import { abortCalls, error, newCall, otherList, startEvidence } from './evidence.ts';
import type { Stack, Tenant } from './stack.ts';

let stack: Stack;
let tenant: Tenant;
let agent: ConsoleClient;
let compliance: ConsoleClient;
let call: TestCall;
beforeAll(async () => {
  ({ stack, tenant, agent, compliance } = await startEvidence());
});
afterAll(() => stack.stop());
beforeEach(async () => {
  call = await newCall(stack, tenant, agent);
  return () => abortCalls(stack);
});

describe('a segment', () => {
  test('has a slot only after its artefact; PUT fits exactly its bytes; counts as stored when it is there', async () => {
    const artefact = await sealed(call, 'still', 'face', ['picture']);
    const [segment] = artefact.segments;
    if (!segment) throw new Error('no segment');
    const path = `/artefacts/${artefact.id}/segments`;
    expect(await agent('POST', path, slotBody(segment))).toMatchObject(error(404, 'not_found'));
    expect((await agent('POST', '/artefacts', artefact.request)).status).toBe(204);
    expect((await agent('POST', '/artefacts', artefact.request)).status).toBe(204);
    expect(await agent('POST', '/artefacts', { ...artefact.request, kind: 'recording' })).toMatchObject(
      error(409, 'conflict', 'artefactId'),
    );
    const slot = await agent('POST', path, slotBody(segment));
    expect(slot.status).toBe(201);
    expect(await agent('POST', `${path}/0/stored`)).toMatchObject(error(409, 'evidence_incomplete'));
    const { url, headers } = putOf(slot.body);
    // far from what a front refuses
    expect(url.length).toBeLessThan(2000);
    const more = new Uint8Array(segment.ciphertext.length + 1);
    expect((await fetch(url, { method: 'PUT', headers, body: more })).ok).toBe(false);
    expect((await fetch(url, { method: 'PUT', headers, body: segment.ciphertext })).ok).toBe(true);
    expect((await agent('POST', `${path}/0/stored`)).status).toBe(204);
    expect((await agent('POST', path, slotBody(segment))).body).toEqual({ put: null });
    const other = { ...slotBody(segment), sha384: sha384(new Uint8Array(1)) };
    expect(await agent('POST', path, other)).toMatchObject(error(409, 'conflict', 'number'));
  });

  test('of one attempt has an end: so many bytes, so many artefacts', async () => {
    const artefact = await sealed(call, 'still', 'face', ['picture']);
    const [segment] = artefact.segments;
    if (!segment) throw new Error('no segment');
    expect((await agent('POST', '/artefacts', artefact.request)).status).toBe(204);
    const rows = attemptBytesMost / segmentBytesMost;
    const { sql } = stack.database;
    await sql`
      insert into segment (artefact_id, number, tenant_id, object_key, bytes, sha384, last, slot_expires_at)
      select ${artefact.id}, n, tenant_id, 'full/' || n, ${segmentBytesMost}, key_commitment, false, now()
      from artefact, generate_series(1, ${rows}::int) n where id = ${artefact.id}`;
    const slot = () => agent('POST', `/artefacts/${artefact.id}/segments`, slotBody(segment));
    expect(await slot()).toMatchObject(error(413, 'too_large', 'bytes'));
    await sql`delete from segment where artefact_id = ${artefact.id} and number = 1`;
    expect((await slot()).status).toBe(201);
    await sql`delete from segment where artefact_id = ${artefact.id}`;
    const filler = 'filler';
    await sql`
      insert into artefact
        (id, tenant_id, identification_id, attempt_id, kind, step, key_commitment, wrapped_keys_sealed)
      select gen_random_uuid(), tenant_id, identification_id, attempt_id, kind, ${filler}, key_commitment,
        wrapped_keys_sealed
      from artefact, generate_series(1, ${attemptArtefactsMost}) where id = ${artefact.id}`;
    const next = await sealed(call, 'still', 'face', ['picture']);
    expect(await agent('POST', '/artefacts', next.request)).toMatchObject(
      error(413, 'too_large', 'artefactId'),
    );
    await sql`delete from artefact where step = ${filler} or id = ${artefact.id}`;
  });

  test('is taken only from the agent of the attempt, and wrapped for exactly the recipients', async () => {
    const artefact = await sealed(call, 'still', 'face', ['picture']);
    const foreign = await stack.tenant(['agent']);
    const stranger = await consoleClient(stack, foreign, 'agent');
    expect(await stranger('POST', '/artefacts', artefact.request)).toMatchObject(error(404, 'not_found'));
    const { id } = tenant.user('supervisor');
    await stack.database.sql`update app_user set roles = '{agent}' where id = ${id}`;
    const colleague = await consoleClient(stack, tenant, 'supervisor');
    expect(await colleague('POST', '/artefacts', artefact.request)).toMatchObject(error(404, 'not_found'));
    const [own] = artefact.request.wrappedKeys as Record<string, unknown>[];
    const [other] = (await sealed(call, 'still', 'face', ['x'], { list: await otherList(tenant) })).request
      .wrappedKeys as Record<string, unknown>[];
    const attempts = [[own, other], [own, own], [other], [{ ...other, recipient: own?.['recipient'] }]];
    for (const wrappedKeys of attempts)
      expect(await agent('POST', '/artefacts', { ...artefact.request, wrappedKeys })).toMatchObject(
        error(409, 'no_recipient_list', 'wrappedKeys'),
      );
    expect((await agent('POST', '/artefacts', artefact.request)).status).toBe(204);
    const [segment] = artefact.segments;
    if (!segment) throw new Error('no segment');
    expect(await stranger('POST', `/artefacts/${artefact.id}/segments`, slotBody(segment))).toMatchObject(
      error(404, 'not_found'),
    );
    expect(await compliance('POST', `/artefacts/${artefact.id}/segments`, slotBody(segment))).toMatchObject(
      error(403, 'not_permitted'),
    );
  });

  test('of an attempt that broke is still taken', async () => {
    const artefact = await sealed(call, 'recording', null, ['one']);
    expect((await agent('POST', '/artefacts', artefact.request)).status).toBe(204);
    await stack.database.sql`update attempt set state = 'aborted' where id = ${call.attemptId}`;
    for (const segment of artefact.segments) await upload(agent, artefact, segment);
    const late = await sealed(call, 'recording', null, ['one']);
    expect(await agent('POST', '/artefacts', late.request)).toMatchObject(error(409, 'wrong_state'));
  });
});

test('R57 a list that comes in mid-call is for the next call; the archive has the one that was sealed for', async () => {
  const own = await stack.tenant(['agent', 'compliance']);
  const staff = await consoleClient(stack, own, 'agent');
  const officer = await consoleClient(stack, own, 'compliance');
  await goLive(officer, own);
  const { body } = await apiClient(stack, own)('POST', '/identifications', orderFor(own));
  const { identification } = body as { identification: { id: string } };
  const running = await inCall(stack, own, staff, identification.id);
  const { recipient } = await loadEvidenceKeyFile(await generateEvidenceKeyFile(own.tenant.id, new Date()));
  const next = await own.signList(2, 86_400, [recipient, own.evidenceKey.recipient], 2);
  const path = `/contracts/${own.contract.id}/recipient-list`;
  expect((await officer('POST', path, { jws: next })).status).toBe(200);
  expect(await officer('POST', path, { jws: await own.signList(1) })).toMatchObject(
    error(409, 'conflict', 'jws'),
  );
  const list = await readRecipientList(next, own.root.publicKey, own.tenant.id);
  const late = await sealed(running, 'still', 'face', ['picture'], { list });
  expect(await staff('POST', '/artefacts', late.request)).toMatchObject(
    error(409, 'no_recipient_list', 'wrappedKeys'),
  );
  const artefact = await sealed(running, 'still', 'face', ['picture']);
  await store(staff, artefact);
  const { jws, head } = await manifestOf(running, null, [artefact.manifest]);
  await staff('POST', '/manifests', { attemptId: running.attemptId, number: 0, jws });
  const decision = await decisionOf(running, 'rejected', head, 'document_expired');
  expect((await staff('POST', '/decisions', decision)).status).toBe(200);
  const archive = await officer('GET', `/identifications/${identification.id}/evidence`);
  const files = unzipSync(new Uint8Array(await archive.response.arrayBuffer()));
  const index = archiveIndex.parse(JSON.parse(strFromU8(files['index.json'] ?? new Uint8Array())));
  expect(index.attempts.map(({ recipientList }) => recipientList)).toEqual([await listOne(own)]);
  const [{ count } = { count: 0 }] = await stack.database.sql<{ count: number }[]>`
    select count(*)::int as count from recipient_list where contract_id = ${own.contract.id}`;
  expect(count).toBe(2);
});

/** The text of the first list that a tenant's contract had. */
async function listOne({ contract }: Tenant): Promise<string | undefined> {
  const [row] = await stack.database.sql<{ jws: string }[]>`
    select jws from recipient_list where contract_id = ${contract.id} and version = 1`;
  return row?.jws;
}

test('manifests are one chain by the attempt’s own device', async () => {
  const post = (number: number, jws: string) =>
    agent('POST', '/manifests', { attemptId: call.attemptId, number, jws });
  const first = await manifestOf(call, null, []);
  const second = await manifestOf(call, first.head, []);
  expect(await post(1, second.jws)).toMatchObject(error(409, 'conflict', 'number'));
  expect((await post(0, first.jws)).status).toBe(204);
  expect((await post(0, first.jws)).status).toBe(204);
  const fork = await manifestOf(call, { number: 0, sha384: sha384(new Uint8Array(1)) }, []);
  expect(await post(1, fork.jws)).toMatchObject(error(400, 'invalid_request', 'jws'));
  expect(await post(1, `${second.jws.slice(0, -8)}AAAAAAAA`)).toMatchObject(
    error(400, 'invalid_request', 'jws'),
  );
  expect((await post(1, second.jws)).status).toBe(204);
});
