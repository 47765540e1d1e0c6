import { unzipSync, strFromU8 } from 'fflate';
import { openEvidence, toBase64Url } from '@visavis/e2ee';
import { archiveIndex, latestRuleset, steps } from '@visavis/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  ageCall,
  decisionOf,
  manifestOf,
  recordSteps,
  sealed,
  sha384,
  store,
  upload,
  type TestCall,
} from './call.ts';
import type { ConsoleClient } from './clients.ts';
import { abortCalls, error, fullEvidence, newCall, otherList, startEvidence } from './evidence.ts';
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

const decide = async (...rest: Parameters<typeof decisionOf> extends [unknown, ...infer R] ? R : never) =>
  agent('POST', '/decisions', await decisionOf(call, ...rest));

describe('a decision', () => {
  test('verified: link spent, retention begins, and compliance opens exactly what was recorded', async () => {
    const head = await fullEvidence(agent, call);
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
    const head = await fullEvidence(agent, call);
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

  test('verified is refused in so short a conversation, by the domain and once more by the database; it is on record', async () => {
    const head = await fullEvidence(agent, call);
    await recordSteps(stack, call, steps);
    // taken later than now: however slow the machine, the call is young
    await ageCall(stack, call, -3600);
    const byHand = (outcome: string) =>
      stack.database.sql.begin(async sql => {
        await sql`
          update identification set state = ${outcome}, ended_at = now(), due_at = now()
          where id = ${call.identificationId}`;
        throw new Error('taken, and taken back');
      });
    const verified = await decisionOf(call, 'verified', head);
    const changed = await decisionOf(call, 'verified_with_changes', head);
    const changes = [{ field: 'familyName', value: 'Another' }];
    for (const body of [verified, { ...changed, changes }]) {
      expect(await agent('POST', '/decisions', body)).toMatchObject(error(409, 'too_soon'));
      await expect(byHand(body.outcome)).rejects.toMatchObject({ constraint_name: 'long_enough' });
    }
    for (const outcome of ['rejected', 'fraud_suspected'])
      await expect(byHand(outcome)).rejects.toThrow('taken, and taken back');
    const [refusal] = await stack.database.sql`
      select subject_id, payload from audit_event
      where action = 'access.refused' and actor_id = ${tenant.user('agent').id} and payload->>'code' = 'too_soon'`;
    expect(refusal).toEqual({
      subject_id: 'POST /api/console/decisions',
      payload: { code: 'too_soon', count: 1 },
    });
    await ageCall(stack, call, latestRuleset('basic').leastSeconds);
    expect((await decide('verified', head)).status).toBe(200);
  });

  test('against the customer stands at once', async () => {
    await ageCall(stack, call, -3600);
    expect((await decide('rejected', null, 'document_expired')).status).toBe(200);
  });

  test('is refused while evidence is missing, unfinished, or not what the manifests name', async () => {
    await recordSteps(stack, call, steps);
    const head = await fullEvidence(agent, call);
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
  });

  test('R58 is taken over a recording that the agent’s end signed as broken off, if another shows the end', async () => {
    await recordSteps(stack, call, steps);
    const head = await fullEvidence(agent, call);
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
    const { sha384: other } = await otherList(tenant);
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
