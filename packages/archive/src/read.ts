import { archiveIndex, segmentBytesMost, type ArchiveIndex } from '@visavis/protocol';
import { unzipSync } from 'fflate';

/** An archive as it was received. Nothing in it is trusted yet. */
export interface Archive {
  index: ArchiveIndex;
  /** Ciphertext of a segment as the index places it; null when it is not there. */
  segment: (artefact: string, number: number) => Uint8Array<ArrayBuffer> | null;
}

/** Why bytes are no archive of ours. */
export type ArchiveFault =
  /** No ZIP, cut off, compressed (ours are not), or with two files of one name. */
  | 'not_an_archive'
  | 'too_large'
  /** `index.json` is missing, or not of the shape that the protocol gives it. */
  | 'bad_index';

export type ReadArchive = { ok: true; archive: Archive } | { ok: false; fault: ArchiveFault };

const indexPath = 'index.json';
const mebibyte = 1024 * 1024;
/** Far above what a call amounts to, and below what an ArrayBuffer holds everywhere. */
const archiveBytesMost = 2 * 1024 * mebibyte - 1;
const indexBytesMost = 32 * mebibyte;
const filesMost = 200_000;

class Fault extends Error {
  readonly fault: ArchiveFault;
  constructor(fault: ArchiveFault) {
    super(fault);
    this.fault = fault;
  }
}

/**
 * Reads the archive that `GET …/{id}/evidence` gives. The names in it are only looked up, never used as paths, so
 * none can point anywhere. Stored files only, so that nothing grows while it is unpacked.
 */
export function readArchive(bytes: Uint8Array): ReadArchive {
  try {
    const files = unpack(bytes);
    const index = readIndex(files.get(indexPath));
    return { ok: true, archive: { index, segment: lookup(index, files) } };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, fault: error.fault };
    throw error;
  }
}

function unpack(bytes: Uint8Array): Map<string, Uint8Array> {
  if (bytes.length > archiveBytesMost) throw new Fault('too_large');
  const seen = new Set<string>();
  const accept = (file: {
    name: string;
    size: number;
    originalSize: number;
    compression: number;
  }): boolean => {
    if (file.compression !== 0 || file.size !== file.originalSize) throw new Fault('not_an_archive');
    if (seen.has(file.name)) throw new Fault('not_an_archive');
    seen.add(file.name);
    const most = file.name === indexPath ? indexBytesMost : segmentBytesMost;
    if (file.size > most || seen.size > filesMost) throw new Fault('too_large');
    return true;
  };
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter: accept })));
  } catch (error) {
    // anything else that fflate throws says that the bytes are no ZIP, or not the whole of one
    throw error instanceof Fault ? error : new Fault('not_an_archive');
  }
}

function readIndex(bytes: Uint8Array | undefined): ArchiveIndex {
  if (!bytes) throw new Fault('bad_index');
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Fault('bad_index');
  }
  const parsed = archiveIndex.safeParse(json);
  if (!parsed.success) throw new Fault('bad_index');
  return parsed.data;
}

function lookup({ attempts }: ArchiveIndex, files: Map<string, Uint8Array>): Archive['segment'] {
  const places = new Map<string, string>();
  for (const { id, segments } of attempts.flatMap(({ artefacts }) => artefacts))
    for (const { number, path } of segments) places.set(`${id} ${number}`, path);
  return (artefact, number) => {
    const path = places.get(`${artefact} ${number}`);
    const found = path === undefined ? undefined : files.get(path);
    return found ? Uint8Array.from(found) : null;
  };
}
