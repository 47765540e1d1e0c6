import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTree, rootFromPath } from './merkle.ts';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const entries = fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 70 });
const own = (list: readonly Uint8Array[]) => list.map(entry => new Uint8Array(entry));

/** RFC 9162 section 2.1.1 word for word, another way than the tree is built. */
function definition(list: readonly Uint8Array[]): Buffer {
  const hash = (...parts: Uint8Array[]) => createHash('sha384').update(Buffer.concat(parts)).digest();
  if (list.length === 1) return hash(Buffer.of(0), ...list);
  let split = 1;
  while (split * 2 < list.length) split *= 2;
  return hash(Buffer.of(1), definition(list.slice(0, split)), definition(list.slice(split)));
}

describe('Merkle tree', () => {
  it('has the root that RFC 9162 defines', async () => {
    await fc.assert(
      fc.asyncProperty(entries, async list => {
        const { root } = await buildTree(own(list));
        expect(Buffer.from(root)).toEqual(definition(list));
      }),
    );
  });

  it('leads from every leaf to the root', async () => {
    await fc.assert(
      fc.asyncProperty(entries, async list => {
        const leaves = own(list);
        const tree = await buildTree(leaves);
        for (const [index, leaf] of leaves.entries()) {
          expect(await rootFromPath(leaf, index, leaves.length, tree.path(index))).toEqual(tree.root);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('refuses a leaf that is not there, at whatever place', async () => {
    await fc.assert(
      fc.asyncProperty(entries, fc.uint8Array({ maxLength: 40 }), fc.nat(), async (list, foreign, place) => {
        fc.pre(!list.some(entry => Buffer.compare(entry, foreign) === 0));
        const tree = await buildTree(own(list));
        const index = place % list.length;
        const found = await rootFromPath(new Uint8Array(foreign), index, list.length, tree.path(index));
        expect(found).not.toEqual(tree.root);
      }),
    );
  });

  it('refuses a path with a hash changed, left out, added, or taken from another place', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.uint8Array({ minLength: 8, maxLength: 8 }), {
          minLength: 2,
          maxLength: 40,
          comparator: (a, b) => Buffer.compare(a, b) === 0,
        }),
        fc.nat(),
        fc.nat(),
        async (list, first, second) => {
          const leaves = own(list);
          const tree = await buildTree(leaves);
          const index = first % leaves.length;
          const leaf = leaves[index] ?? bytes('');
          const path = tree.path(index);
          const at = second % path.length;
          const tampered = [
            path.with(at, bytes('ab'.repeat(48))),
            path.toSpliced(at, 1),
            [...path, bytes('cd'.repeat(48))],
          ];
          for (const wrong of tampered) {
            expect(await rootFromPath(leaf, index, leaves.length, wrong)).not.toEqual(tree.root);
          }
          const other = (index + 1) % leaves.length;
          expect(await rootFromPath(leaf, other, leaves.length, tree.path(other))).not.toEqual(tree.root);
        },
      ),
    );
  });

  it('does not take a node for a leaf', async () => {
    const leaves = ['01', '02', '03', '04'].map(bytes);
    const tree = await buildTree(leaves);
    const half = await buildTree(leaves.slice(0, 2));
    const inner = half.path(0)[0] ?? bytes('');
    const right = tree.path(0)[1] ?? bytes('');
    const node = new Uint8Array([...inner, ...inner]);
    expect(await rootFromPath(node, 0, 2, [right])).not.toEqual(tree.root);
  });

  it('is never built over nothing', async () => {
    await expect(buildTree([])).rejects.toThrow(RangeError);
  });
});
