import { describe, expect, it } from 'vitest';
import { attempt, codeOf, context, makeEvidence, verdict } from '../../test/evidence.ts';
import { makeEvidenceKey, makeList } from '../../test/lists.ts';
import { makeParties, NOW } from '../../test/parties.ts';
import { randomBytes, toBase64Url, type Bytes } from '../bytes.ts';
import { issueCertificate } from '../identity/certificate.ts';
import { createContentKey, openContentKey } from './content-key.ts';
import { signDecision } from './decision.ts';
import { signManifest } from './manifest.ts';
import { openEvidence } from './open.ts';
import { openSegment, sealSegment } from './segment.ts';

describe('segments and content keys', () => {
  it('R26 a segment opens only in its own place', async () => {
    const { content, sealed } = await makeEvidence();
    const one = sealed[1]?.ciphertext ?? new Uint8Array(0);
    const evidence = await makeEvidenceKey('tenant-1');
    const { list } = await makeList([evidence]);
    const { wrapped, commitment, key } = await createContentKey(context, list);
    const opening = await openContentKey(wrapped, context, commitment, list, [evidence]);
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
    const { content, list, input } = await makeEvidence();
    const { wrapped, commitment } = content;
    const { evidenceKeys } = input;
    const [evidenceKey] = evidenceKeys;
    const other = await makeEvidenceKey('tenant-1');
    const open = (...of: Parameters<typeof openContentKey>) => codeOf(openContentKey(...of));
    expect(await open(wrapped, context, commitment, list, evidenceKeys)).toBe('opened');
    expect(await open(wrapped, context, commitment, list, [other])).toBe('too_few_keys');
    const pretending = { ...other, recipient: evidenceKey?.recipient ?? other.recipient };
    expect(await open(wrapped, context, commitment, list, [pretending])).toBe('bad_content_key');
    const moved = { ...context, artefact: 'a-2' };
    expect(await open(wrapped, moved, commitment, list, evidenceKeys)).toBe('bad_content_key');
    const swapped = await createContentKey(context, list);
    expect(await open(wrapped, context, swapped.commitment, list, evidenceKeys)).toBe('bad_content_key');
    // a sealer who gives two recipients two keys, so that one ciphertext says two things, is found out by one of them
    const { wrapped: mixed } = await twoFaced();
    expect(mixed).toEqual(['opened', 'bad_content_key']);
  });
});

/** Two recipients who were given different keys for one artefact: what each of them gets to see. */
async function twoFaced() {
  const keys = [await makeEvidenceKey('tenant-1'), await makeEvidenceKey('tenant-1')] as const;
  const { list } = await makeList(keys);
  const [one, two] = [await createContentKey(context, list), await createContentKey(context, list)];
  const wraps = [one.wrapped[0], two.wrapped[1]].flatMap(wrap => wrap ?? []);
  const open = (key: (typeof keys)[number]) =>
    codeOf(openContentKey(wraps, context, one.commitment, list, [key]));
  return { wrapped: [await open(keys[0]), await open(keys[1])] };
}

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
    expect(await verdict({ ...input, decision: null })).toEqual(['incomplete', 'no_decision']);
    expect(await verdict({ ...input, manifests: [first.jws] })).toEqual([
      'incomplete',
      'manifests_missing',
      'not_finished',
    ]);
    expect(await verdict({ ...input, decision: await e.decide(first.head) })).toEqual([
      'incomplete',
      'manifests_missing',
    ]);
    const without = (number: number, instead: Bytes | null) => ({
      ...input,
      segment: (_: string, n: number) => Promise.resolve(n === number ? instead : (store.get(n) ?? null)),
    });
    expect(await verdict(without(1, null))).toEqual(['incomplete', 'segment_missing']);
    expect(await verdict(without(1, store.get(0) ?? null))).toEqual(['incomplete', 'bad_segment']);
    const opened = await openEvidence(without(1, null));
    expect(opened.artefacts[0]?.bytes.length).toBe(100);
    expect(await verdict({ ...input, wrapped: () => Promise.resolve([]) })).toEqual([
      'incomplete',
      'wrong_recipients',
    ]);
    const third = await e.sign(second.head, []);
    expect(await verdict({ ...input, manifests: [...input.manifests, third.jws] })).toEqual([
      'incomplete',
      'manifests_missing',
    ]);
  });

  it('R29 a gap, fork, alteration, stranger or other attempt breaks the chain', async () => {
    const e = await makeEvidence();
    const { input, first, second, listed, entryOf } = e;
    const stranger = await makeParties();
    const broken = async (manifests: string[]) => {
      const [status, reason] = await verdict({ ...input, manifests });
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
    const gap = await e.sign(first.head, [entryOf(listed.slice(2))]);
    expect(await broken([first.jws, gap.jws])).toBe('bad_manifest');
    const other = toBase64Url(new Uint8Array(48));
    for (const change of [
      { commitment: other },
      { step: 'face' },
      { mime: 'image/jpeg' },
      { kind: 'still' },
      { recipientList: { version: 1, sha384: other } },
    ]) {
      const changed = await e.sign(first.head, [{ ...entryOf(listed.slice(1)), ...change }]);
      expect(await broken([first.jws, changed.jws])).toBe('bad_manifest');
    }
  });

  it('R30 verified cannot be signed without a transcript, nor decided by someone who may not', async () => {
    const { input, second, agent, root } = await makeEvidence();
    const fields = { ...attempt, reason: null, finalManifest: second.head, at: NOW };
    await expect(
      signDecision({ ...fields, outcome: 'verified', transcriptHash: null }, agent),
    ).rejects.toMatchObject({ code: 'bad_decision' });
    const rejected = await signDecision({ ...fields, outcome: 'rejected', transcriptHash: null }, agent);
    expect(await verdict({ ...input, decision: rejected })).toEqual(['complete']);
    const { tenant, device, person, name, issued, expires } = agent.agent;
    const compliance = await issueCertificate(
      { tenant, device, person, name, issued, expires, role: 'compliance' },
      root.privateKey,
    );
    const signer = { deviceKey: agent.deviceKey, certificate: compliance };
    const decision = await signDecision({ ...fields, outcome: 'rejected', transcriptHash: null }, signer);
    expect(await verdict({ ...input, decision })).toEqual(['incomplete', 'bad_decision']);
  });
});
