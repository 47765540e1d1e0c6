import { describe, expect, it } from 'vitest';
import { codeOf, context, makeEvidence, verdict } from '../../test/evidence.ts';
import { makeEvidenceKey, makeList } from '../../test/lists.ts';
import { createContentKey, isWrappedFor, keysMissing, openContentKey } from './content-key.ts';
import { openEvidence } from './open.ts';
import { SUITE } from './recipients.ts';

/** A content key of which any two of three recipients, in both suites, can make the whole. */
async function twoOfThree() {
  const keys = await Promise.all(
    [SUITE.hybrid, SUITE.ecdh, SUITE.hybrid].map(suite => makeEvidenceKey('tenant-1', suite)),
  );
  const { list } = await makeList(keys, { threshold: 2 });
  const content = await createContentKey(context, list);
  const open = (which: number[], wraps = content.wrapped) =>
    codeOf(
      openContentKey(
        wraps,
        context,
        content.commitment,
        list,
        which.flatMap(i => keys[i] ?? []),
      ),
    );
  return { keys, list, content, open };
}

describe('m of n', () => {
  it('R53 any m keys open, in any order; fewer, or one twice, do not', async () => {
    const { open, keys, list } = await twoOfThree();
    const enough = [
      [0, 1],
      [1, 2],
      [2, 0],
      [0, 1, 2],
    ];
    for (const which of enough) expect(await open(which)).toBe('opened');
    for (const which of [[], [0], [1], [2], [1, 1]]) expect(await open(which)).toBe('too_few_keys');
    expect(keysMissing(list, [])).toBe(2);
    expect(keysMissing(list, keys.slice(0, 1))).toBe(1);
    expect(keysMissing(list, keys)).toBe(0);
  });

  it('R53 no recipient alone was given the key', async () => {
    const { list, content, keys } = await twoOfThree();
    const { wrapped, commitment } = content;
    for (const key of keys) {
      // somebody who takes the list for one that asks for a single key gets a share, which is no key
      const alone = openContentKey(wrapped, context, commitment, { ...list, threshold: 1 }, [key]);
      expect(await codeOf(alone)).toBe('bad_content_key');
    }
  });

  it('R54 a false share shows, also where enough true ones are there', async () => {
    const { list, content, open } = await twoOfThree();
    const other = await createContentKey(context, list);
    const [, two, three] = content.wrapped;
    const [false1] = other.wrapped;
    if (!two || !three || !false1) throw new Error('not wrapped');
    const wraps = [false1, two, three];
    expect(await open([0, 1], wraps)).toBe('bad_content_key');
    expect(await open([0, 1, 2], wraps)).toBe('bad_content_key');
    // whose share is false is found by leaving it out
    expect(await open([1, 2], wraps)).toBe('opened');
  });

  it('R56 what is wrapped for more, fewer or others than the list names is refused', async () => {
    const { list, content, open } = await twoOfThree();
    const stranger = await makeEvidenceKey('tenant-1');
    const { list: strange } = await makeList([stranger]);
    const { wrapped: extra } = await createContentKey(context, strange);
    const [one, two] = content.wrapped;
    if (!one || !two) throw new Error('not wrapped');
    for (const wraps of [
      [one, two],
      [one, two, two],
      [one, two, ...extra],
      [...content.wrapped, ...extra],
    ]) {
      expect(isWrappedFor(wraps, list.recipients)).toBe(false);
      expect(await open([0, 1], wraps)).toBe('wrong_recipients');
    }
  });

  it('R53 evidence opens with m keys, and says so when there are too few', async () => {
    const { input, plaintext } = await makeEvidence({ keys: 3, threshold: 2 });
    const opened = await openEvidence({ ...input, evidenceKeys: input.evidenceKeys.slice(1) });
    expect(opened).toMatchObject({ status: 'complete', recipientList: { threshold: 2 } });
    expect(opened.artefacts[0]?.bytes).toEqual(plaintext);
    expect(await verdict({ ...input, evidenceKeys: input.evidenceKeys.slice(0, 1) })).toEqual([
      'incomplete',
      'too_few_keys',
    ]);
  });
});
