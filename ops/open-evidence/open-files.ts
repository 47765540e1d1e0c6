import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openArchive, readArchive, type ArchiveFault, type ArchiveRefusal } from '@visavis/archive';
import type { OpenOptions } from './options.ts';
import { describeOpened, type Report } from './report.ts';

export type OpenRefusal =
  | ArchiveFault
  | ArchiveRefusal
  | 'archive_unreadable'
  | 'key_unreadable'
  /** Something lies there already. */
  | 'out_not_empty'
  | 'out_unwritable';

export type OpenFilesResult =
  { ok: true; report: Report } | { ok: false; code: OpenRefusal; missing?: number };

const refuse = (code: OpenRefusal): OpenFilesResult => ({ ok: false, code });

const readOrNothing = (path: string): Promise<Buffer | undefined> => readFile(path).catch(() => undefined);

/** Creates the folder, for its owner alone, or takes it when it is empty. */
async function takeFolder(path: string): Promise<OpenRefusal | undefined> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    return (await readdir(path)).length > 0 ? 'out_not_empty' : undefined;
  } catch {
    return 'out_unwritable';
  }
}

/** Verifies first; writes only what opened, under names of our own and never over a file. */
export async function openEvidenceFiles(options: OpenOptions): Promise<OpenFilesResult> {
  const bytes = await readOrNothing(options.archive);
  if (!bytes) return refuse('archive_unreadable');
  const keyTexts = await Promise.all(options.keys.map(readOrNothing));
  if (keyTexts.includes(undefined)) return refuse('key_unreadable');
  const read = readArchive(bytes);
  if (!read.ok) return refuse(read.fault);
  const opening = await openArchive({
    archive: read.archive,
    evidenceKeyFiles: keyTexts.map(parsed),
    rootFingerprint: options.root,
  });
  if (!opening.ok) {
    const { refusal: code, missing } = opening;
    return { ok: false, code, ...(missing === undefined ? {} : { missing }) };
  }

  const { report, files } = describeOpened(opening.opened);
  const trouble = await takeFolder(options.out);
  if (trouble) return refuse(trouble);
  for (const { name, bytes: content } of files) await put(options.out, name, content);
  await put(options.out, 'report.json', `${JSON.stringify(report, null, 2)}\n`);
  return { ok: true, report };
}

const put = (folder: string, name: string, content: Uint8Array | string): Promise<void> =>
  writeFile(join(folder, name), content, { flag: 'wx', mode: 0o600 });

function parsed(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(bytes?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
}
