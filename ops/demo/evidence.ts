import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openArchive, readArchive } from '@visavis/archive';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import type { Browser } from 'playwright-core';
import type { Ready } from '../start/ready.ts';
import { tenantSystem } from './api.ts';
import { play } from './playback.ts';

/** Fetches the archive as the tenant's system, opens it as the offline opener does, and plays it. */
export async function openAndPlay(ready: Ready, browser: Browser, identificationId: string, folder: string) {
  const bytes = await tenantSystem(ready).evidence(identificationId);
  const read = readArchive(bytes);
  if (!read.ok) throw new Error(`the archive cannot be read: ${read.fault}`);
  const opening = await openArchive({
    archive: read.archive,
    evidenceKeyFiles: [JSON.parse(readFileSync(ready.evidenceKeyFile, 'utf8')) as unknown],
    rootFingerprint: ready.rootFingerprint,
  });
  if (!opening.ok) throw new Error(`the evidence does not open: ${opening.refusal}`);
  const { opened } = opening;
  if (opened.status !== 'complete') throw new Error(`incomplete evidence: ${JSON.stringify(opened.reasons)}`);
  const items = opened.attempts.flatMap(attempt => attempt.items);
  const recording = items.find(({ kind }) => kind === 'recording')?.bytes;
  if (!recording) throw new Error('there is no recording');
  writeFileSync(join(folder, 'recording.webm'), recording);
  const segments = read.archive.index.attempts
    .flatMap(attempt => attempt.artefacts)
    .filter(({ kind }) => kind === 'recording')
    .reduce((sum, artefact) => sum + artefact.segments.length, 0);
  const input = new Input({ source: new BufferSource(recording), formats: ALL_FORMATS });
  return {
    recording,
    summary: {
      status: opened.status,
      segments,
      stills: items.filter(({ kind }) => kind === 'still').length,
      bytes: bytes.length,
      voices: (await input.getAudioTracks()).length,
      playback: await play(browser, recording),
    },
  };
}
