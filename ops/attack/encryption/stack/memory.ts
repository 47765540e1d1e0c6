import { closeSync, openSync, readdirSync, readFileSync, readSync, writeSync } from 'node:fs';

/** A process and everything that it has started. */
export function withChildren(pid: number): number[] {
  const tasks = `/proc/${pid}/task`;
  const children = readdirSync(tasks).flatMap(task =>
    readFileSync(`${tasks}/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(withChildren)];
}

/** What a process can write to and has in memory: heaps, stacks, buffers. */
function regionsOf(pid: number): [start: number, end: number][] {
  const regions: { start: number; end: number; wanted: boolean }[] = [];
  for (const line of readFileSync(`/proc/${pid}/smaps`, 'utf8').split('\n')) {
    const [, start = '', end = '', rights = ''] = /^([0-9a-f]+)-([0-9a-f]+) (....) /.exec(line) ?? [];
    const region = regions.at(-1);
    if (rights)
      regions.push({ start: parseInt(start, 16), end: parseInt(end, 16), wanted: rights.startsWith('rw') });
    else if (region && /^Rss:\s+0 kB/.test(line)) region.wanted = false;
  }
  return regions.filter(({ wanted }) => wanted).map(({ start, end }) => [start, end]);
}

const pieceLength = 1024 * 1024;
const zeros = Buffer.alloc(pieceLength);

/**
 * Copies what a running process holds in memory, as its operator can at any moment.
 * @returns bytes that were read
 */
export function copyMemory(pid: number, path: string): number {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const out = openSync(path, 'a', 0o600);
  const piece = Buffer.alloc(pieceLength);
  let total = 0;
  try {
    for (const [start, end] of regionsOf(pid))
      for (let at = start; at < end; at += pieceLength)
        try {
          const count = readSync(memory, piece, 0, Math.min(pieceLength, end - at), at);
          // pages that were never touched read as zeros, and hold nothing
          if (piece.compare(zeros, 0, count, 0, count) !== 0) total += writeSync(out, piece, 0, count);
        } catch {
          // a page that the process gave back meanwhile, or one of a device
        }
  } finally {
    closeSync(memory);
    closeSync(out);
  }
  return total;
}
