/** What a recording's step track says: which step was shown from `start` to `end`, in seconds. */
export interface Cue {
  start: number;
  end: number;
  text: string;
}

/** Element ids of Matroska, RFC 9559 section 5.1. */
const id = {
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackType: 0x83,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  blockGroup: 0xa0,
  block: 0xa1,
  blockDuration: 0x9b,
} as const;

const masters: readonly number[] = [id.segment, id.info, id.tracks, id.trackEntry, id.cluster, id.blockGroup];
const subtitles = 17;

interface Element {
  id: number;
  from: number;
  to: number;
}

/**
 * Every element of a growing file, masters by their heads alone: their children follow as if they stood beside them,
 * so that it does not matter which masters have no size and where the file was cut off.
 */
function* elementsOf(bytes: Uint8Array): Generator<Element> {
  let at = 0;
  while (at < bytes.length) {
    const name = numberAt(bytes, at, false);
    if (!name) return;
    const size = numberAt(bytes, name.next, true);
    if (!size) return;
    if (masters.includes(name.value)) {
      yield { id: name.value, from: size.next, to: size.next };
      at = size.next;
      continue;
    }
    const to = size.next + size.value;
    if (to > bytes.length) return;
    yield { id: name.value, from: size.next, to };
    at = to;
  }
}

/** A number of variable length, RFC 8794 section 4; ids keep their marker. */
function numberAt(
  bytes: Uint8Array,
  at: number,
  isSize: boolean,
): { value: number; next: number } | undefined {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (length > 8 || at + length > bytes.length) return undefined;
  let value = isSize ? first & (0xff >> length) : first;
  for (const byte of bytes.subarray(at + 1, at + length)) value = value * 256 + byte;
  return { value, next: at + length };
}

const unsigned = (bytes: Uint8Array): number => bytes.reduce((value, byte) => value * 256 + byte, 0);

/** A block's track, time within its cluster, and content; RFC 9559 section 10.1. */
function readBlock(bytes: Uint8Array): { track: number; time: number; content: Uint8Array } | undefined {
  const track = numberAt(bytes, 0, true);
  if (!track || bytes.length < track.next + 3) return undefined;
  const time = (((bytes[track.next] ?? 0) << 24) >> 16) | (bytes[track.next + 1] ?? 0);
  return { track: track.value, time, content: bytes.subarray(track.next + 3) };
}

/**
 * The cues of a WebM's subtitle track, as the recorder writes them; neighbours that say the same are one. Reads what
 * is there of a recording that was cut off.
 */
export function cuesOf(webm: Uint8Array): Cue[] {
  const cues: Cue[] = [];
  const textTracks = new Set<number>();
  let [scale, cluster, track, isText] = [1_000_000, 0, 0, false];
  const seconds = (ticks: number) => (ticks * scale) / 1e9;
  for (const element of elementsOf(webm)) {
    const content = webm.subarray(element.from, element.to);
    if (element.id === id.timestampScale) scale = unsigned(content);
    else if (element.id === id.timestamp) cluster = unsigned(content);
    else if (element.id === id.trackNumber) track = unsigned(content);
    else if (element.id === id.trackType && unsigned(content) === subtitles) textTracks.add(track);
    else if (element.id === id.block) {
      const block = readBlock(content);
      isText = block !== undefined && textTracks.has(block.track);
      if (!block || !isText) continue;
      const start = seconds(cluster + block.time);
      cues.push({ start, end: start, text: new TextDecoder().decode(block.content).trim() });
    } else if (element.id === id.blockDuration && isText) {
      const last = cues.at(-1);
      if (last) last.end = last.start + seconds(unsigned(content));
    }
  }
  return joined(cues);
}

function joined(cues: readonly Cue[]): Cue[] {
  const steps: Cue[] = [];
  for (const cue of cues) {
    const last = steps.at(-1);
    if (last?.text === cue.text) last.end = cue.end;
    else steps.push({ ...cue });
  }
  return steps;
}
