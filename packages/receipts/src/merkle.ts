import { sha384, type Bytes } from './bytes.ts';

/**
 * Merkle tree of RFC 9162 section 2.1 with SHA-384. Leaves and nodes are hashed under different prefixes, so that a
 * node cannot pass for a leaf.
 */
const LEAF = new Uint8Array([0]);
const NODE = new Uint8Array([1]);

export interface Tree {
  /** 48 bytes. */
  root: Bytes;
  /** Inclusion path of a leaf, from its sibling up (section 2.1.3.1). @throws RangeError without such a leaf */
  path: (index: number) => Bytes[];
}

/**
 * Levels from the leaves up: pairs are joined, a last one without a neighbour moves up as it is. That is the tree of
 * the RFC, which splits at the largest power of two.
 *
 * @throws RangeError for no entries: nothing is ever signed for nothing
 */
export async function buildTree(entries: readonly Bytes[]): Promise<Tree> {
  if (entries.length === 0) throw new RangeError('a receipt tree has at least one leaf');
  let level = await Promise.all(entries.map(entry => sha384(LEAF, entry)));
  const levels = [level];
  while (level.length > 1) {
    level = await joinPairs(level);
    levels.push(level);
  }
  return {
    root: at(level, 0),
    path: index => {
      if (!Number.isInteger(index) || index < 0 || index >= entries.length)
        throw new RangeError('no such leaf');
      return levels.flatMap((hashes, height) => hashes[(index >> height) ^ 1] ?? []);
    },
  };
}

const joinPairs = (level: readonly Bytes[]): Promise<Bytes[]> =>
  Promise.all(
    Array.from({ length: Math.ceil(level.length / 2) }, async (_, pair) => {
      const left = at(level, 2 * pair);
      const right = level[2 * pair + 1];
      return right === undefined ? left : await sha384(NODE, left, right);
    }),
  );

function at(hashes: readonly Bytes[], index: number): Bytes {
  const hash = hashes[index];
  if (hash === undefined) throw new RangeError('no such node');
  return hash;
}

/**
 * The root that a leaf and its path lead to (section 2.1.3.2), or null when the path does not have the one length
 * that `index` and `size` allow.
 */
export async function rootFromPath(
  entry: Bytes,
  index: number,
  size: number,
  path: readonly Bytes[],
): Promise<Bytes | null> {
  if (index < 0 || index >= size) return null;
  let node = index;
  let last = size - 1;
  let hash = await sha384(LEAF, entry);
  for (const sibling of path) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      hash = await sha384(NODE, sibling, hash);
      while (node % 2 === 0 && node !== 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      hash = await sha384(NODE, hash, sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  return last === 0 ? hash : null;
}
