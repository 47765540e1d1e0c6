import { createReadStream } from 'node:fs';
import { open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TappedPacket } from '@visavis/test-kit/sfu-tap';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';

/** Something that must not be found, and the name it has in the report. */
export type Needle = { name: string; bytes: Buffer };

export type Finding = { needle: string; place: string };

/** Texts are searched as UTF-8 and as UTF-16, as they would stand in memory images and some stores. */
export const textNeedles = (texts: Record<string, string>): Needle[] =>
  Object.entries(texts).flatMap(([name, text]) => [
    { name, bytes: Buffer.from(text, 'utf8') },
    { name: `${name} (UTF-16)`, bytes: Buffer.from(text, 'utf16le') },
  ]);

/** Padding and silence stand everywhere: what is searched for must not occur by chance. */
const isTelling = (bytes: Buffer): boolean =>
  bytes.length === needleLength && new Set(bytes).size > needleLength / 2;

/** How far into a frame a needle begins: behind what is left clear, within the frame's first packet. */
const needleOffset = 48;
const needleLength = 24;

/**
 * Cuts needles out of a recording's pictures and voices, as they were before encryption: the recording holds the very
 * frames that were sent.
 * @param webm the opened recording
 * @returns at most `most` needles a track, spread over the recording
 */
export async function frameNeedles(webm: Uint8Array, most = 200): Promise<Needle[]> {
  const input = new Input({ source: new BufferSource(webm), formats: ALL_FORMATS });
  const needles: Needle[] = [];
  for (const track of await input.getTracks()) {
    if (!track.isVideoTrack() && !track.isAudioTrack()) continue;
    const packets: Buffer[] = [];
    for await (const packet of new EncodedPacketSink(track).packets()) {
      const needle = Buffer.from(packet.data).subarray(needleOffset, needleOffset + needleLength);
      if (isTelling(needle)) packets.push(needle);
    }
    const every = Math.max(1, Math.floor(packets.length / most));
    packets
      .filter((_, index) => index % every === 0)
      .forEach((bytes, index) => needles.push({ name: `${track.type} frame ${index}`, bytes }));
  }
  return needles;
}

/** Finds needles of two bytes and more in one pass: those that begin with the two bytes at a place are compared there. */
function finderOf(needles: readonly Needle[]): (data: Buffer) => Set<Needle> {
  const byStart: (Needle[] | undefined)[] = new Array<undefined>(0x1_00_00).fill(undefined);
  for (const needle of needles) (byStart[needle.bytes.readUInt16BE(0)] ??= []).push(needle);
  return data => {
    const found = new Set<Needle>();
    let start = data[0] ?? 0;
    for (let at = 1; at < data.length; at += 1) {
      start = ((start & 0xff) << 8) | (data[at] as number);
      const candidates = byStart[start];
      if (candidates === undefined) continue;
      for (const needle of candidates)
        if (needle.bytes.every((byte, index) => data[at - 1 + index] === byte)) found.add(needle);
    }
    return found;
  };
}

/** Every file below a folder, symbolic links left alone. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
}

/** A running server's files come and go. @returns undefined for one that is gone */
const openIfThere = (file: string): Promise<FileHandle | undefined> =>
  open(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  });

/** Searches whole files, in pieces that overlap, for any of the needles. */
export async function searchFiles(files: readonly string[], needles: readonly Needle[]): Promise<Finding[]> {
  const find = finderOf(needles);
  const overlap = Math.max(...needles.map(({ bytes }) => bytes.length)) - 1;
  const findings: Finding[] = [];
  for (const file of files) {
    const handle = await openIfThere(file);
    if (!handle) continue;
    let rest = Buffer.alloc(0);
    const found = new Set<Needle>();
    for await (const chunk of handle.createReadStream({ highWaterMark: 256 * 1024 })) {
      const piece = Buffer.concat([rest, chunk as Buffer]);
      for (const needle of find(piece)) found.add(needle);
      rest = piece.subarray(Math.max(0, piece.length - overlap));
    }
    for (const { name } of found) findings.push({ needle: name, place: file });
  }
  return findings;
}

/** Searches the payloads that an SFU forwarded, one by one, as its tap wrote them down. */
export async function searchTap(
  tapFile: string,
  needles: readonly Needle[],
): Promise<{ packets: number; bytes: number; findings: Finding[] }> {
  const find = finderOf(needles);
  const findings = new Map<string, Finding>();
  let packets = 0;
  let bytes = 0;
  for await (const line of createInterface({ input: createReadStream(tapFile), crlfDelay: Infinity })) {
    const { payload, producerId } = JSON.parse(line) as TappedPacket;
    const data = Buffer.from(payload, 'base64');
    packets += 1;
    bytes += data.length;
    for (const { name } of find(data)) findings.set(name, { needle: name, place: `producer ${producerId}` });
  }
  return { packets, bytes, findings: [...findings.values()] };
}
