import { randomBytes } from 'node:crypto';
import type { Bytes, TrackSlot } from '@visavis/e2ee';
import type { TransitionCounts } from '../../attack.ts';
import { readHeader } from '../hostile/sframe.ts';
import type { Random } from './random.ts';

/** Content of a frame is unique and long enough to be recognised wherever it appears. */
const CONTENT = 24;
/** So many frames are kept for playing them again. */
const MEMORY = 64;

/** A frame on its way, as the SFU has it. */
export interface Sent {
  from: number;
  slot: TrackSlot;
  data: Bytes;
}

/** The network between two ends: it counts what it can read, and what an end shows that nobody sent. */
export interface Wire {
  counts: TransitionCounts & { opened: number; sealed: number };
  /** A new frame for an end to send, noted so that it is known again. */
  make: (from: number, slot: TrackSlot) => Bytes;
  /** A frame left an end. */
  left: (sent: Sent) => void;
  /** An end shows a frame as that of participant `from`. */
  shown: (from: number, slot: TrackSlot, data: Uint8Array) => void;
  /** What the SFU delivers now: some of what came, some of what came before, some of its own making. */
  deliver: () => Sent[];
}

const clearLength = (slot: TrackSlot, frame: Uint8Array): number =>
  slot === 'microphone' ? 0 : ((frame[0] ?? 1) & 1) === 0 ? 10 : 3;

/** Whether what left bears a header of its sender's, and nothing of what went in. */
function isSealed({ from, slot, data }: Sent, content: ReadonlyMap<string, string>): boolean {
  const header = readHeader(data.subarray(clearLength(slot, data)));
  if (header === undefined || header.kid % 16 !== from || header.kid < 65_536 * 16) return false;
  // the content ends the frame; anywhere else it would have to be found as well, hence a look at every offset
  for (let at = 0; at + CONTENT <= data.length; at++)
    if (content.has(Buffer.from(data.subarray(at, at + CONTENT)).toString('latin1'))) return false;
  return true;
}

export function createWire(random: Random): Wire {
  const counts = { count: 0, frames: 0, clear: 0, unverified: 0, opened: 0, sealed: 0 };
  /** By content: whose frame it is, and the whole of it. */
  const made = new Map<string, string>();
  const seen = new Set<string>();
  let [waiting, memory]: [Sent[], Sent[]] = [[], []];
  const nameOf = (from: number, slot: TrackSlot, data: Uint8Array): string =>
    `${from} ${slot} ${Buffer.from(data).toString('latin1')}`;

  function make(from: number, slot: TrackSlot): Bytes {
    const isKey = random.below(8) === 0;
    const head =
      slot === 'microphone' ? [] : isKey ? [0x10, 0, 0, 0x9d, 1, 0x2a, 0x80, 2, 0xe0, 1] : [0x11, 0, 0];
    const content = randomBytes(CONTENT);
    const data = Uint8Array.from([...head, ...content]);
    made.set(content.toString('latin1'), nameOf(from, slot, data));
    counts.frames++;
    return data;
  }

  return {
    counts,
    make,
    left: sent => {
      if (isSealed(sent, made)) counts.sealed++;
      else counts.clear++;
      waiting.push(sent);
    },
    shown: (from, slot, data) => {
      const name = nameOf(from, slot, data);
      const content = Buffer.from(data.subarray(-CONTENT)).toString('latin1');
      if (made.get(content) !== name || seen.has(name)) counts.unverified++;
      else counts.opened++;
      seen.add(name);
    },
    deliver: () => {
      const out = waiting.filter(() => random.below(10) > 0);
      memory = [...memory, ...out].slice(-MEMORY);
      waiting = [];
      if (memory.length > 0 && random.below(3) === 0) out.push(random.pick(memory));
      if (memory.length > 0 && random.below(4) === 0)
        out.push({ ...random.pick(memory), from: random.below(2) });
      // a frame that was never sealed, as a sender without transform would send it
      if (random.below(4) === 0) {
        const [from, slot] = [random.below(2), random.pick(['microphone', 'camera'] as const)];
        out.push({ from, slot, data: Uint8Array.from([0x11, 0, 0, ...randomBytes(40)]) });
      }
      return out;
    },
  };
}
