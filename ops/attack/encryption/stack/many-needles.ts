import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** Bytes that must not be found, under the name that the report gives them. All are of one length. */
export interface Needle {
  name: string;
  bytes: Buffer;
}

/** Finds thousands of needles in one pass: by their first two bytes, then by their first four, then whole. */
export interface Finder {
  length: number;
  /** Names of what is in there. */
  find: (piece: Buffer) => Set<string>;
}

/** @throws RangeError if there are no needles, or they differ in length */
export function createFinder(needles: readonly Needle[]): Finder {
  const length = needles[0]?.bytes.length ?? 0;
  if (length < 8 || needles.some(({ bytes }) => bytes.length !== length))
    throw new RangeError('needles of one length, at least eight bytes, are wanted');
  const starts = new Uint8Array(65_536);
  const byStart = new Map<number, Needle[]>();
  for (const needle of needles) {
    starts[needle.bytes.readUInt16LE(0)] = 1;
    const start = needle.bytes.readUInt32LE(0);
    byStart.set(start, [...(byStart.get(start) ?? []), needle]);
  }
  return {
    length,
    find: piece => {
      const found = new Set<string>();
      for (let at = 0; at + length <= piece.length; at++) {
        if (starts[(piece[at] ?? 0) | ((piece[at + 1] ?? 0) << 8)] === 0) continue;
        for (const { name, bytes } of byStart.get(piece.readUInt32LE(at)) ?? [])
          if (bytes.compare(piece, at, at + length) === 0) found.add(name);
      }
      return found;
    },
  };
}

const pieceLength = 8 * 1024 * 1024;

/** Searches a file in pieces that overlap. */
export function searchFile(path: string, { length, find }: Finder): Set<string> {
  const found = new Set<string>();
  const size = statSync(path).size;
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(pieceLength);
  try {
    for (let at = 0; at < size; at += pieceLength - length + 1) {
      const count = readSync(file, buffer, 0, pieceLength, at);
      for (const name of find(buffer.subarray(0, count))) found.add(name);
    }
  } finally {
    closeSync(file);
  }
  return found;
}
