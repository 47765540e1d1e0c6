import { describe, expect, it } from 'vitest';
import { attempt, makeEvidence, verdict } from '../../test/evidence.ts';
import { makeEvidenceKey, makeList, makeRoot } from '../../test/lists.ts';
import { makeParties, NOW } from '../../test/parties.ts';
import { signManifest, verifyManifestChain } from './manifest.ts';
import { openEvidence } from './open.ts';

describe('the list that evidence was sealed for', () => {
  it('R55 swapped, rolled back, forged or left out, shows', async () => {
    const { input, root } = await makeEvidence();
    const [key] = input.evidenceKeys;
    if (!key) throw new Error('no key');
    const later = await makeList([key], { root, version: 2 });
    const others = await makeList([await makeEvidenceKey('tenant-1')], { root });
    expect(await verdict({ ...input, recipientList: later.jws })).toEqual([
      'incomplete',
      'bad_recipient_list',
    ]);
    expect(await verdict({ ...input, recipientList: others.jws })).toEqual([
      'incomplete',
      'bad_recipient_list',
    ]);
    expect(await verdict({ ...input, recipientList: null })).toEqual(['incomplete', 'bad_recipient_list']);
    const forged = await makeList([key], { root: await makeRoot('tenant-1') });
    const opened = await openEvidence({ ...input, recipientList: forged.jws });
    expect(opened).toMatchObject({ status: 'incomplete', recipientList: null });
    expect(opened.reasons.map(({ code, artefact }) => [code, artefact])).toEqual([
      ['bad_recipient_list', undefined],
      ['bad_recipient_list', 'a-1'],
    ]);
    expect(opened.artefacts[0]?.bytes.length).toBe(0);
  });

  it('R55 is said once it opened', async () => {
    const { input } = await makeEvidence();
    const { recipientList } = await openEvidence(input);
    expect(recipientList).toMatchObject({ version: 1, threshold: 1, contract: 'c-1' });
  });
});

describe('an artefact that was broken off', () => {
  it('R58 is complete as far as it goes, and is said to be broken off', async () => {
    const { input, second, sign, decide, entryOf, plaintext } = await makeEvidence({ ended: false });
    const third = await sign(second.head, [{ ...entryOf([]), brokenOff: 3 }]);
    const manifests = [...input.manifests, third.jws];
    const opened = await openEvidence({ ...input, manifests, decision: await decide(third.head) });
    expect(opened).toMatchObject({ status: 'complete', reasons: [] });
    expect(opened.artefacts).toMatchObject([{ complete: true, brokenOff: true, bytes: plaintext }]);
  });

  it('R58 is told from one whose end was cut off', async () => {
    const e = await makeEvidence({ ended: false });
    const { input, first, second, sign, decide, entryOf } = e;
    // nobody signed that it broke off: the end is missing
    expect(await verdict(input)).toEqual(['incomplete', 'not_finished']);
    const cut = await makeEvidence();
    const last = cut.input.manifests.slice(0, 1);
    expect(await verdict({ ...cut.input, manifests: last })).toEqual([
      'incomplete',
      'manifests_missing',
      'not_finished',
    ]);
    // a segment of it left out afterwards
    const third = await sign(second.head, [{ ...entryOf([]), brokenOff: 3 }]);
    const brokenOff = {
      ...input,
      manifests: [...input.manifests, third.jws],
      decision: await decide(third.head),
    };
    const without = (missing: number) => ({
      ...brokenOff,
      segment: (_: string, n: number) => Promise.resolve(n === missing ? null : (e.store.get(n) ?? null)),
    });
    expect(await verdict(without(2))).toEqual(['incomplete', 'segment_missing']);
    // the manifest before the one that says it: as if there had been one segment
    expect(await verdict({ ...brokenOff, manifests: [first.jws, third.jws] })).toEqual([
      'incomplete',
      'bad_manifest',
      'manifests_missing',
      'not_finished',
    ]);
  });

  it('R58 cannot go on, nor be said of another place or of what has an end', async () => {
    const open = await makeEvidence({ ended: false });
    const chain = async (
      e: typeof open,
      ...changes: Partial<ReturnType<(typeof open)['entryOf']>>[]
    ): Promise<string> => {
      let head = e.second.head;
      const manifests = [...e.input.manifests];
      for (const change of changes) {
        const next = await e.sign(head, [{ ...e.entryOf([]), ...change }]);
        manifests.push(next.jws);
        head = next.head;
      }
      return (await verifyManifestChain(manifests, e.root.publicKey, attempt)).broken?.code ?? 'whole';
    };
    expect(await chain(open, { brokenOff: 3 })).toBe('whole');
    expect(await chain(open, { brokenOff: 2 })).toBe('bad_manifest');
    expect(await chain(open, { brokenOff: 4 })).toBe('bad_manifest');
    const more = { segments: [{ number: 3, length: 20, sha384: 'A'.repeat(64), last: true }] };
    expect(await chain(open, more)).toBe('whole');
    expect(await chain(open, { brokenOff: 3 }, more)).toBe('bad_manifest');
    expect(await chain(open, { brokenOff: 3 }, { brokenOff: 3 })).toBe('bad_manifest');
    expect(await chain(await makeEvidence(), { brokenOff: 3 })).toBe('bad_manifest');
  });

  it('R58 may have no segment at all', async () => {
    const { agent, root } = await makeParties();
    const { entryOf } = await makeEvidence();
    const { jws } = await signManifest(attempt, null, [{ ...entryOf([]), brokenOff: 0 }], NOW, agent);
    const chain = await verifyManifestChain([jws], root.publicKey, attempt);
    expect(chain.broken).toBeUndefined();
    expect(chain.artefacts).toMatchObject([{ brokenOff: 0, segments: [] }]);
  });
});

it('R59 the step of a still is what the device signed', async () => {
  const { input, sign, decide, entryOf, listed } = await makeEvidence();
  const still = await sign(null, [{ ...entryOf(listed), kind: 'still', step: 'face' }]);
  const opened = await openEvidence({
    ...input,
    manifests: [still.jws],
    decision: await decide(still.head),
  });
  expect(opened).toMatchObject({ status: 'complete', artefacts: [{ step: 'face' }] });
});
