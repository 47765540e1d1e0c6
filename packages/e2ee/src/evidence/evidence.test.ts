import { describe, expect, it } from 'vitest';
import { makeParties, NOW } from '../../test/parties.ts';
import { randomBytes, toBase64Url, type Bytes } from '../bytes.ts';
import { issueCertificate } from '../identity/certificate.ts';
import { createContentKey, openContentKey } from './content-key.ts';
import { signDecision } from './decision.ts';
import { generateEvidenceKeyFile, loadEvidenceKeyFile } from './evidence-key.ts';
import { signManifest, type ManifestArtefact, type ManifestHead } from './manifest.ts';
import { openEvidence, type EvidenceInput } from './open.ts';
import { signRecipientList, verifyRecipientList } from './recipients.ts';
import { openSegment, sealSegment } from './segment.ts';

const attempt = { tenant: 'tenant-1', identification: 'id-1', attempt: 'attempt-1' };
const makeKey = async () => loadEvidenceKeyFile(await generateEvidenceKeyFile('tenant-1', new Date()));
const entryOf = (
  artefact: string,
  commitment: string,
  segments: ManifestArtefact['segments'],
): ManifestArtefact => ({ artefact, kind: 'recording', mime: 'video/webm', commitment, segments });

/** An attempt with one recording of three segments in two manifests, decided. */
async function makeEvidence() {
  const { root, agent } = await makeParties();
  const evidenceKey = await makeKey();
  const context = { ...attempt, artefact: 'a-1' };
  const content = await createContentKey(context, [evidenceKey.recipient]);
  const plaintexts = [randomBytes(100), randomBytes(1), randomBytes(50)];
  const sealed = await Promise.all(
    plaintexts.map((bytes, i) => sealSegment(content.key, context, i, i === 2, bytes)),
  );
  const listed = sealed.map(({ number, last, sha384, ciphertext }) => ({
    number,
    last,
    sha384,
    length: ciphertext.length,
  }));
  const sign = (previous: ManifestHead | null, artefacts: ManifestArtefact[]) =>
    signManifest(attempt, previous, artefacts, NOW, agent);
  const first = await sign(null, [entryOf('a-1', content.commitment, listed.slice(0, 1))]);
  const second = await sign(first.head, [entryOf('a-1', content.commitment, listed.slice(1))]);
  const decide = (finalManifest: ManifestHead) =>
    signDecision(
      {
        ...attempt,
        outcome: 'verified',
        reason: null,
        finalManifest,
        transcriptHash: toBase64Url(new Uint8Array(48)),
        at: NOW,
      },
      agent,
    );
  const store = new Map(sealed.map(({ number, ciphertext }) => [number, ciphertext]));
  const input: EvidenceInput = {
    ...attempt,
    root: root.publicKey,
    evidenceKey,
    manifests: [first.jws, second.jws],
    decision: await decide(second.head),
    wrapped: () => Promise.resolve(content.wrapped),
    segment: (_, number) => Promise.resolve(store.get(number) ?? null),
  };
  const plaintext = Uint8Array.from(plaintexts.flatMap(bytes => [...bytes]));
  return {
    input,
    plaintext,
    content,
    context,
    sealed,
    listed,
    first,
    second,
    sign,
    decide,
    root,
    agent,
    store,
  };
}

const codes = async (input: EvidenceInput) => {
  const { status, reasons } = await openEvidence(input);
  return [status, ...reasons.map(({ code }) => code)];
};

describe('segments and content keys', () => {
  it('R26 a segment opens only in its own place', async () => {
    const { content, context, sealed } = await makeEvidence();
    const one = sealed[1]?.ciphertext ?? new Uint8Array(0);
    const evidence = await makeKey();
    const { wrapped, commitment, key } = await createContentKey(context, [evidence.recipient]);
    const [first] = wrapped;
    if (!first) throw new Error('not wrapped');
    const opening = await openContentKey(first, context, commitment, evidence);
    const own = await sealSegment(key, context, 1, false, randomBytes(9));
    const refused = (promise: Promise<unknown>) =>
      expect(promise).rejects.toMatchObject({ code: 'bad_segment' });
    expect((await openSegment(opening, context, 1, false, own.ciphertext)).length).toBe(9);
    await refused(openSegment(opening, context, 2, false, own.ciphertext));
    await refused(openSegment(opening, context, 1, true, own.ciphertext));
    for (const field of ['tenant', 'identification', 'attempt', 'artefact'] as const)
      await refused(openSegment(opening, { ...context, [field]: 'x' }, 1, false, own.ciphertext));
    await refused(openSegment(opening, context, 1, false, one));
    await expect(crypto.subtle.exportKey('raw', content.key)).rejects.toThrow();
  });

  it('R27 a content key opens only for its recipient, artefact and commitment', async () => {
    const { content, context, input } = await makeEvidence();
    const [wrapped] = content.wrapped;
    if (!wrapped) throw new Error('not wrapped');
    const { evidenceKey } = input;
    const other = await makeKey();
    const open = (...[w, c, m, k]: Parameters<typeof openContentKey>) =>
      openContentKey(w, c, m, k).then(
        () => 'opened',
        (error: unknown) => (error as { code: string }).code,
      );
    expect(await open(wrapped, context, content.commitment, evidenceKey)).toBe('opened');
    expect(await open(wrapped, context, content.commitment, other)).toBe('bad_content_key');
    const pretending = { ...other, recipient: evidenceKey.recipient };
    expect(await open(wrapped, context, content.commitment, pretending)).toBe('bad_content_key');
    const moved = { ...context, artefact: 'a-2' };
    expect(await open(wrapped, moved, content.commitment, evidenceKey)).toBe('bad_content_key');
    const swapped = await createContentKey(context, [evidenceKey.recipient]);
    expect(await open(wrapped, context, swapped.commitment, evidenceKey)).toBe('bad_content_key');
  });

  it('R28 recipient lists are refused from other roots, tenants, contracts, times and lower versions', async () => {
    const { root } = await makeParties();
    const stranger = await makeParties();
    const { recipient } = await makeKey();
    const list = {
      tenant: 'tenant-1',
      contract: 'c-1',
      version: 3,
      expires: NOW + 10,
      recipients: [recipient],
    };
    const jws = await signRecipientList(list, root.privateKey);
    const expected = { tenant: 'tenant-1', contract: 'c-1', now: NOW, seenVersion: 3 };
    const code = (other: Partial<typeof expected>, key = root.publicKey) =>
      verifyRecipientList(jws, key, { ...expected, ...other }).then(
        ({ version }) => version,
        (error: unknown) => (error as { code: string }).code,
      );
    expect(await code({})).toBe(3);
    expect(await code({}, stranger.root.publicKey)).toBe('bad_recipient_list');
    expect(await code({ tenant: 'x' })).toBe('bad_recipient_list');
    expect(await code({ contract: 'x' })).toBe('bad_recipient_list');
    expect(await code({ now: NOW + 10 })).toBe('recipient_list_expired');
    expect(await code({ seenVersion: 4 })).toBe('recipient_list_superseded');
    await expect(createContentKey({ ...attempt, artefact: 'a' }, [])).rejects.toMatchObject({
      code: 'bad_recipient_list',
    });
  });
});

describe('opening', () => {
  it('R29 R30 what the decision’s final manifest names opens complete', async () => {
    const { input, plaintext } = await makeEvidence();
    const opened = await openEvidence(input);
    expect(opened).toMatchObject({ status: 'complete', reasons: [] });
    expect(opened.artefacts[0]?.bytes).toEqual(plaintext);
    expect(opened.decision?.by.name).toBe('Ada Example');
  });

  it('R30 everything less is incomplete, and says why', async () => {
    const e = await makeEvidence();
    const { input, first, second, store } = e;
    expect(await codes({ ...input, decision: null })).toEqual(['incomplete', 'no_decision']);
    expect(await codes({ ...input, manifests: [first.jws] })).toEqual([
      'incomplete',
      'manifests_missing',
      'not_finished',
    ]);
    expect(await codes({ ...input, decision: await e.decide(first.head) })).toEqual([
      'incomplete',
      'manifests_missing',
    ]);
    const without = (number: number, instead: Bytes | null) => ({
      ...input,
      segment: (_: string, n: number) => Promise.resolve(n === number ? instead : (store.get(n) ?? null)),
    });
    expect(await codes(without(1, null))).toEqual(['incomplete', 'segment_missing']);
    expect(await codes(without(1, store.get(0) ?? null))).toEqual(['incomplete', 'bad_segment']);
    const opened = await openEvidence(without(1, null));
    expect(opened.artefacts[0]?.bytes.length).toBe(100);
    expect(await codes({ ...input, wrapped: () => Promise.resolve([]) })).toEqual([
      'incomplete',
      'bad_content_key',
    ]);
    const third = await e.sign(second.head, []);
    expect(await codes({ ...input, manifests: [...input.manifests, third.jws] })).toEqual([
      'incomplete',
      'manifests_missing',
    ]);
  });

  it('R29 a gap, fork, alteration, stranger or other attempt breaks the chain', async () => {
    const e = await makeEvidence();
    const { input, first, second, listed, content } = e;
    const stranger = await makeParties();
    const broken = async (manifests: string[]) => {
      const [status, reason] = await codes({ ...input, manifests });
      expect(status).toBe('incomplete');
      return reason;
    };
    expect(await broken([second.jws])).toBe('bad_manifest');
    expect(await broken([first.jws, first.jws])).toBe('bad_manifest');
    const fork = await e.sign({ number: 0, sha384: toBase64Url(new Uint8Array(48)) }, []);
    expect(await broken([first.jws, fork.jws])).toBe('bad_manifest');
    const [head, , signature] = second.jws.split('.');
    expect(await broken([first.jws, `${head}.${first.jws.split('.')[1]}.${signature}`])).toBe('bad_manifest');
    const foreign = await signManifest(attempt, first.head, [], NOW, stranger.agent);
    expect(await broken([first.jws, foreign.jws])).toBe('bad_certificate');
    const borrowed = { deviceKey: stranger.agent.deviceKey, certificate: e.agent.certificate };
    const forged = await signManifest(attempt, first.head, [], NOW, borrowed);
    expect(await broken([first.jws, forged.jws])).toBe('bad_manifest');
    const moved = await signManifest({ ...attempt, attempt: 'attempt-2' }, first.head, [], NOW, e.agent);
    expect(await broken([first.jws, moved.jws])).toBe('bad_manifest');
    const gap = await e.sign(first.head, [entryOf('a-1', content.commitment, listed.slice(2))]);
    expect(await broken([first.jws, gap.jws])).toBe('bad_manifest');
    const other = toBase64Url(new Uint8Array(48));
    const changed = await e.sign(first.head, [entryOf('a-1', other, listed.slice(1))]);
    expect(await broken([first.jws, changed.jws])).toBe('bad_manifest');
  });

  it('R30 verified cannot be signed without a transcript, nor decided by someone who may not', async () => {
    const { input, second, agent, root } = await makeEvidence();
    const fields = { ...attempt, reason: null, finalManifest: second.head, at: NOW };
    await expect(
      signDecision({ ...fields, outcome: 'verified', transcriptHash: null }, agent),
    ).rejects.toMatchObject({ code: 'bad_decision' });
    const rejected = await signDecision({ ...fields, outcome: 'rejected', transcriptHash: null }, agent);
    expect(await codes({ ...input, decision: rejected })).toEqual(['complete']);
    const { tenant, device, person, name, issued, expires } = agent.agent;
    const compliance = await issueCertificate(
      { tenant, device, person, name, issued, expires, role: 'compliance' },
      root.privateKey,
    );
    const signer = { deviceKey: agent.deviceKey, certificate: compliance };
    const decision = await signDecision({ ...fields, outcome: 'rejected', transcriptHash: null }, signer);
    expect(await codes({ ...input, decision })).toEqual(['incomplete', 'bad_decision']);
  });
});
