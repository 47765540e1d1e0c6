import { unzipSync, strFromU8 } from 'fflate';
import {
  generateEvidenceKeyFile,
  loadEvidenceKeyFile,
  openEvidence,
  readRecipientList,
  SUITE,
  toBase64Url,
} from '@visavis/e2ee';
import {
  archiveIndex,
  attemptArtefactsMost,
  attemptBytesMost,
  segmentBytesMost,
  steps,
} from '@visavis/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  decisionOf,
  inCall,
  manifestOf,
  recordSteps,
  sealed,
  sha384,
  putOf,
  slotBody,
  store,
  upload,
  type TestCall,
} from './call.ts';
import { apiClient, consoleClient, goLive, orderFor, type ConsoleClient } from './clients.ts';
import { startStack, type Stack, type Tenant } from './stack.ts';

let stack: Stack;
let tenant: Tenant;
let agent: ConsoleClient;
let compliance: ConsoleClient;
let call: TestCall;
beforeAll(async () => {
  stack = await startStack();
  tenant = await stack.tenant(['agent', 'supervisor', 'compliance']);
  compliance = await consoleClient(stack, tenant, 'compliance');
  agent = await consoleClient(stack, tenant, 'agent');
  await goLive(compliance, tenant);
});
afterAll(() => stack.stop());

beforeEach(async () => {
  const { body } = await apiClient(stack, tenant)('POST', '/identifications', orderFor(tenant));
  const { identification } = body as { identification: { id: string } };
  call = await inCall(stack, tenant, agent, identification.id);
  return async () => {
    // one open attempt an agent
    await stack.database.sql`update attempt set state = 'aborted' where state = 'active'`;
  };
});

const error = (status: number, code: string, field?: string) => ({
  status,
  body: { error: field === undefined ? { code } : { code, field } },
});
const decide = async (...rest: Parameters<typeof decisionOf> extends [unknown, ...infer R] ? R : never) =>
  agent('POST', '/decisions', await decisionOf(call, ...rest));

/** A list of the tenant's for somebody else, in the other suite. */
async function otherList(version = 9) {
  const { recipient } = await loadEvidenceKeyFile(
    await generateEvidenceKeyFile(tenant.tenant.id, new Date(), SUITE.ecdh),
  );
  const jws = await tenant.signList(version, 86_400, [recipient]);
  return readRecipientList(jws, tenant.root.publicKey, tenant.tenant.id);
}

/** Everything a *verified* needs, and the head of the chain. */
async function fullEvidence() {
  const artefacts = [await sealed(call, 'recording', null, ['one', 'two', 'three'])];
  for (const step of ['document_front', 'document_back', 'face'] as const)
    artefacts.push(await sealed(call, 'still', step, [`still of ${step}`]));
  for (const artefact of artefacts) await store(agent, artefact);
  const { jws, head } = await manifestOf(
    call,
    null,
    artefacts.map(({ manifest }) => manifest),
  );
  expect((await agent('POST', '/manifests', { attemptId: call.attemptId, number: 0, jws })).status).toBe(204);
  return { artefacts, head };
}

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
    const [other] = (await sealed(call, 'still', 'face', ['x'], { list: await otherList() })).request
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

describe('a decision', () => {
  test('verified: link spent, retention begins, and compliance opens exactly what was recorded', async () => {
    const { head } = await fullEvidence();
    await recordSteps(stack, call, steps);
    const told = new Promise<string>(resolve => stack.context.events.onIdentificationChanged(resolve));
    const reply = await decide('verified', head);
    expect(reply).toMatchObject({ status: 200, body: { id: call.identificationId, state: 'verified' } });
    const { endedAt, dueAt } = reply.body as { endedAt: string; dueAt: string };
    expect(Date.parse(dueAt) - Date.parse(endedAt)).toBe(60 * 86_400_000);
    expect(await told).toBe(call.identificationId);
    const [row] = await stack.database.sql`
      select i.link_spent_at is not null as spent, a.state from identification i
      join attempt a on a.identification_id = i.id where i.id = ${call.identificationId}`;
    expect(row).toEqual({ spent: true, state: 'ended' });
    expect(await decide('verified', head)).toMatchObject(error(409, 'wrong_state'));

    const archive = await compliance('GET', `/identifications/${call.identificationId}/evidence`);
    expect(archive.response.headers.get('content-type')).toBe('application/zip');
    const files = unzipSync(new Uint8Array(await archive.response.arrayBuffer()));
    expect(Object.keys(files)[0]).toBe('index.json');
    const index = archiveIndex.parse(JSON.parse(strFromU8(files['index.json'] ?? new Uint8Array())));
    const [attempt] = index.attempts;
    if (!attempt) throw new Error('no attempt');
    const opened = await openEvidence({
      ...call.context,
      root: tenant.root.publicKey,
      evidenceKeys: [tenant.evidenceKey],
      recipientList: attempt.recipientList,
      manifests: attempt.manifests,
      decision: index.decision,
      wrapped: id =>
        Promise.resolve(attempt.artefacts.find(artefact => artefact.id === id)?.wrappedKeys ?? []),
      segment: (id, number) => Promise.resolve(files[`segments/${id}/${number}`] ?? null),
    });
    expect(opened.reasons).toEqual([]);
    expect(opened.artefacts.map(({ bytes }) => strFromU8(bytes)).sort()).toEqual([
      'onetwothree',
      'still of document_back',
      'still of document_front',
      'still of face',
    ]);
  });

  test('verified is refused while a step is open, by the domain and once more by the database', async () => {
    const { head } = await fullEvidence();
    await recordSteps(
      stack,
      call,
      steps.filter(step => step !== 'data_match'),
    );
    expect(await decide('verified', head)).toMatchObject(error(409, 'steps_open', 'data_match'));
    const byHand = stack.database.sql`
      update identification set state = 'verified', ended_at = now(), due_at = now() where id = ${call.identificationId}`;
    await expect(byHand).rejects.toMatchObject({ constraint_name: 'mandatory_steps_done' });
    await recordSteps(stack, call, ['data_match']);
    // another key agreement reopens the bound step
    await stack.database.sql`
      update attempt set transcript = sha384('another') where id = ${call.attemptId}`;
    expect(await decide('verified', head)).toMatchObject(error(409, 'steps_open', 'security_code'));
  });

  test('is refused while evidence is missing, unfinished, or not what the manifests name', async () => {
    await recordSteps(stack, call, steps);
    const { artefacts, head } = await fullEvidence();
    expect(await decide('verified', null)).toMatchObject(error(409, 'evidence_incomplete', 'finalManifest'));
    // one more recording whose last segment is not stored
    const late = await sealed(call, 'recording', null, ['four', 'five']);
    await agent('POST', '/artefacts', late.request);
    const [four, five] = late.segments;
    if (!four || !five) throw new Error('no segments');
    await upload(agent, late, four);
    expect(await decide('verified', head)).toMatchObject(error(409, 'evidence_incomplete', late.id));
    await upload(agent, late, five);
    expect(await decide('verified', head)).toMatchObject(error(409, 'evidence_incomplete', late.id));
    const next = await manifestOf(call, head, [late.manifest]);
    await agent('POST', '/manifests', { attemptId: call.attemptId, number: 1, jws: next.jws });
    expect(await decide('verified', head)).toMatchObject(error(409, 'evidence_incomplete', 'finalManifest'));
    expect((await decide('verified', next.head)).status).toBe(200);
    expect(artefacts.length).toBe(4);
  });

  test('R58 is taken over a recording that the agent’s end signed as broken off, if another shows the end', async () => {
    await recordSteps(stack, call, steps);
    const { head } = await fullEvidence();
    const broken = await sealed(call, 'recording', null, ['four', 'five'], { isBrokenOff: true });
    await store(agent, broken);
    const { brokenOff, ...open } = broken.manifest;
    const cut = await manifestOf(call, head, [open]);
    await agent('POST', '/manifests', { attemptId: call.attemptId, number: 1, jws: cut.jws });
    expect(await decide('verified', cut.head)).toMatchObject(error(409, 'evidence_incomplete', broken.id));
    const signed = await manifestOf(call, cut.head, [{ ...open, segments: [], brokenOff: brokenOff ?? 0 }]);
    await agent('POST', '/manifests', { attemptId: call.attemptId, number: 2, jws: signed.jws });
    expect((await decide('verified', signed.head)).status).toBe(200);
  });

  test('R58 verified takes a recording that was not broken off; rejected takes any', async () => {
    await recordSteps(stack, call, steps);
    const artefacts = [await sealed(call, 'recording', null, ['one'], { isBrokenOff: true })];
    for (const step of ['document_front', 'document_back', 'face'] as const)
      artefacts.push(await sealed(call, 'still', step, [`still of ${step}`]));
    for (const artefact of artefacts) await store(agent, artefact);
    const named = artefacts.map(({ manifest }) => manifest);
    const { jws, head } = await manifestOf(call, null, named);
    await agent('POST', '/manifests', { attemptId: call.attemptId, number: 0, jws });
    expect(await decide('verified', head)).toMatchObject(error(409, 'evidence_incomplete', 'recording'));
    expect((await decide('rejected', head, 'document_expired')).status).toBe(200);
  });

  test('R55 R59 is refused where the manifest names another list or step than the artefact has', async () => {
    const artefact = await sealed(call, 'still', 'face', ['picture']);
    await store(agent, artefact);
    const { sha384: other } = await otherList();
    for (const change of [{ step: 'document_back' }, { recipientList: { version: 1, sha384: other } }]) {
      const { jws, head } = await manifestOf(call, null, [{ ...artefact.manifest, ...change }]);
      await stack.database.sql`delete from manifest where attempt_id = ${call.attemptId}`;
      expect((await agent('POST', '/manifests', { attemptId: call.attemptId, number: 0, jws })).status).toBe(
        204,
      );
      expect(await decide('rejected', head, 'document_expired')).toMatchObject(
        error(409, 'evidence_incomplete', artefact.id),
      );
    }
  });

  test('is the one that the device signed', async () => {
    const body = await decisionOf(call, 'rejected', null, 'document_expired');
    const other = { ...body, reason: 'document_forged' };
    expect(await agent('POST', '/decisions', other)).toMatchObject(error(400, 'invalid_request', 'reason'));
    const forged = { ...body, jws: `${body.jws.slice(0, -8)}${toBase64Url(new Uint8Array(6))}` };
    expect(await agent('POST', '/decisions', forged)).toMatchObject(error(400, 'invalid_request', 'jws'));
    expect(
      await agent('POST', '/decisions', { ...body, outcome: 'verified', reason: undefined }),
    ).toMatchObject(error(400, 'invalid_request', 'outcome'));
    expect(await agent('POST', '/decisions', body)).toMatchObject({
      status: 200,
      body: { state: 'rejected', reason: 'document_expired' },
    });
  });

  test('ends the slots, and a purge claim ends everything', async () => {
    const artefact = await sealed(call, 'still', 'face', ['picture']);
    await store(agent, artefact);
    const { jws, head } = await manifestOf(call, null, [artefact.manifest]);
    await agent('POST', '/manifests', { attemptId: call.attemptId, number: 0, jws });
    expect((await decide('rejected', head, 'document_expired')).status).toBe(200);
    const slot = { number: 1, bytes: 17, sha384: sha384(new Uint8Array(1)), last: true };
    const path = `/artefacts/${artefact.id}/segments`;
    expect(await agent('POST', path, slot)).toMatchObject(error(409, 'wrong_state'));
    await stack.database.sql`
      update identification set purge_claimed_at = now(), purge_basis = 'rehearsal' where id = ${call.identificationId}`;
    expect(await agent('POST', path, slot)).toMatchObject(error(409, 'purge_claimed'));
    expect(await compliance('GET', `/identifications/${call.identificationId}/evidence`)).toMatchObject(
      error(409, 'purge_claimed'),
    );
  });
});
