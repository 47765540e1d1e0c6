import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  inParts,
  jpeg,
  makeArchiveParts,
  makeEvidence,
  makeKeys,
  makeList,
  makeRecording,
  zip,
} from '../test/fixture.ts';
import { cuesOf } from './cues.ts';
import { openArchive, type OpenedArchive } from './open.ts';
import { readArchive } from './read.ts';

type Evidence = Awaited<ReturnType<typeof makeEvidence>>;

function read(bytes: Uint8Array) {
  const result = readArchive(bytes);
  if (!result.ok) throw new Error(result.fault);
  return result.archive;
}

const opening = ({ keys, index, files }: Evidence, ...evidenceKeyFiles: unknown[]) =>
  openArchive({
    archive: read(zip(index, files)),
    evidenceKeyFiles: evidenceKeyFiles.length > 0 ? evidenceKeyFiles : keys.evidenceKeyFiles,
    rootFingerprint: keys.rootKeyFile.fingerprint,
  });

async function open(evidence: Evidence): Promise<OpenedArchive> {
  const result = await opening(evidence);
  if (!result.ok) throw new Error(result.refusal);
  return result.opened;
}

/** The attempt that was decided, in the index. */
function decidedIn({ index }: Evidence) {
  const attempt = index.attempts[1];
  const [recording] = attempt?.artefacts ?? [];
  if (!attempt || !recording) throw new Error('the fixture has no recording');
  return { attempt, recording };
}

const verdict = async (evidence: Evidence) => {
  const { status, reasons } = await open(evidence);
  return [status, ...reasons.map(({ code }) => code)];
};

describe('an archive', () => {
  it('opens to what was sealed, with who decided it', async () => {
    const evidence = await makeEvidence();
    const opened = await open(evidence);
    expect(opened).toMatchObject({ status: 'complete', reasons: [] });
    const [brokenOff, decided] = opened.attempts;
    expect(brokenOff).toMatchObject({ number: 1, isDecided: false, status: 'incomplete' });
    expect(decided).toMatchObject({ number: 2, isDecided: true, status: 'complete' });
    expect(decided?.decision).toMatchObject({
      decision: { outcome: 'verified' },
      by: { name: 'Ada Example', role: 'agent' },
    });
    expect(decided?.items.map(({ kind, mime, step }) => [kind, mime, step])).toEqual([
      ['recording', 'video/webm', null],
      ['still', 'image/jpeg', 'document_front'],
      ['still', 'image/jpeg', 'face'],
    ]);
    expect(decided?.items.map(({ bytes }) => bytes)).toEqual([evidence.recording, ...evidence.stills]);
  });

  it('that lacks a segment is incomplete, and opens up to the gap', async () => {
    const evidence = await makeEvidence();
    const { recording } = decidedIn(evidence);
    const files = Object.fromEntries(
      Object.entries(evidence.files).filter(([path]) => path !== recording.segments[1]?.path),
    );
    const tampered = { ...evidence, files };
    expect(await verdict(tampered)).toEqual(['incomplete', 'segment_missing']);
    const item = (await open(tampered)).attempts[1]?.items[0];
    expect(item?.complete).toBe(false);
    expect(item?.bytes).toEqual(evidence.recording.slice(0, 700));
  });

  it('with two segments swapped, or one altered, is incomplete', async () => {
    const swapped = await makeEvidence();
    const [one, two] = decidedIn(swapped).recording.segments;
    if (!one || !two) throw new Error('too few segments');
    [one.path, two.path] = [two.path, one.path];
    expect(await verdict(swapped)).toEqual(['incomplete', 'bad_segment']);

    const altered = await makeEvidence();
    const path = decidedIn(altered).recording.segments[0]?.path ?? '';
    const bytes = altered.files[path]?.slice();
    if (!bytes) throw new Error('no segment');
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    altered.files[path] = bytes;
    expect(await verdict(altered)).toEqual(['incomplete', 'bad_segment']);
  });

  it('without its last manifest, its decision, or the attempt that was decided, is incomplete', async () => {
    const cut = await makeEvidence();
    decidedIn(cut).attempt.manifests.pop();
    expect(await verdict(cut)).toEqual(['incomplete', 'manifests_missing']);
    const undecided = await makeEvidence();
    undecided.index.decision = null;
    expect(await verdict(undecided)).toEqual(['incomplete', 'no_decision']);
    const dropped = await makeEvidence();
    dropped.index.attempts.pop();
    expect(await verdict(dropped)).toEqual(['incomplete', 'attempt_missing']);
  });

  it('of another identification or agent does not pass for this one', async () => {
    const evidence = await makeEvidence();
    const { index } = await makeArchiveParts(evidence.keys, [
      { kind: 'still', step: 'face', mime: 'image/jpeg', parts: [jpeg(9)] },
    ]);
    const { attempt } = decidedIn(evidence);
    attempt.manifests = index.attempts[1]?.manifests ?? [];
    expect(await verdict(evidence)).toEqual(['incomplete', 'bad_manifest', 'manifests_missing']);
  });

  it('whose broken-off attempt is forged is incomplete, though another was decided', async () => {
    const evidence = await makeEvidence();
    const [first] = evidence.index.attempts;
    first?.manifests.push(...decidedIn(evidence).attempt.manifests);
    expect(await verdict(evidence)).toEqual(['incomplete', 'bad_manifest']);
  });
});

describe('the list that it was sealed for', () => {
  it('R55 swapped or rolled back, shows', async () => {
    const evidence = await makeEvidence();
    const { attempt } = decidedIn(evidence);
    attempt.recipientList = await makeList(evidence.keys, 2);
    expect((await verdict(evidence)).slice(0, 2)).toEqual(['incomplete', 'bad_recipient_list']);
  });

  it('R56 names exactly those whom each artefact is wrapped for', async () => {
    const evidence = await makeEvidence();
    const other = await makeEvidence(evidence.keys.tenantId);
    const { recording } = decidedIn(evidence);
    recording.wrappedKeys = [...recording.wrappedKeys, ...decidedIn(other).recording.wrappedKeys];
    expect(await verdict(evidence)).toEqual(['incomplete', 'wrong_recipients']);
  });

  it('R53 says how many key files are still needed, and opens with as many as it asks for', async () => {
    const keys = await makeKeys(undefined, { count: 4, threshold: 3 });
    const evidence = await makeEvidence(undefined, keys);
    const [one, two, three] = keys.evidenceKeyFiles;
    const missing = (count: number) => ({ ok: false, refusal: 'too_few_keys', missing: count });
    expect(await opening(evidence, one)).toEqual(missing(2));
    expect(await opening(evidence, one, two)).toEqual(missing(1));
    expect(await opening(evidence, one, two, one)).toEqual(missing(1));
    expect(await opening(evidence, three, one, two)).toMatchObject({
      ok: true,
      opened: { status: 'complete' },
    });
  });

  it('R57 may be another for each attempt: old evidence opens with its old key', async () => {
    const old = await makeEvidence();
    const fresh = await makeKeys(old.keys.tenantId);
    const rotated = { ...old.keys, evidenceKeyFiles: fresh.evidenceKeyFiles };
    const { index } = await makeArchiveParts(rotated, [], old.index.identificationId);
    const [unsealed] = index.attempts;
    if (unsealed) old.index.attempts.push({ ...unsealed, number: 3 });
    expect(await open(old)).toMatchObject({ status: 'complete' });
    const result = await opening(old, ...fresh.evidenceKeyFiles);
    expect(result).toEqual({ ok: false, refusal: 'key_not_recipient' });
  });
});

it('R58 a recording that was broken off opens, and is not taken for one that was cut', async () => {
  const keys = await makeKeys();
  const recording = inParts(await makeRecording(), 700).slice(0, 2);
  const parts = await makeArchiveParts(keys, [
    { kind: 'recording', step: null, mime: 'video/webm', parts: recording, isBrokenOff: true },
  ]);
  const evidence = { ...(await makeEvidence(undefined, keys)), ...parts };
  const opened = await open(evidence);
  expect(opened).toMatchObject({ status: 'complete', reasons: [] });
  expect(opened.attempts[1]?.items).toMatchObject([{ isBrokenOff: true, complete: true }]);
  const gap = decidedIn(evidence).recording.segments[1]?.path;
  const files = Object.fromEntries(Object.entries(evidence.files).filter(([path]) => path !== gap));
  expect(await verdict({ ...evidence, files })).toEqual(['incomplete', 'segment_missing']);
});

it('R59 what the platform says of a step does not count', async () => {
  const evidence = await makeEvidence();
  const still = decidedIn(evidence).attempt.artefacts[1];
  if (still) still.step = 'face';
  expect((await open(evidence)).attempts[1]?.items[1]?.step).toBe('document_front');
});

describe('nothing opens', () => {
  it('under another root, though it signs everything itself', async () => {
    const evidence = await makeEvidence();
    const stranger = await makeEvidence(evidence.keys.tenantId);
    // everything is the stranger's but the key that it is sealed for and the fingerprint that is asked for
    const { index, files } = await makeArchiveParts(
      { ...stranger.keys, evidenceKeyFiles: evidence.keys.evidenceKeyFiles },
      [{ kind: 'still', step: 'face', mime: 'image/jpeg', parts: [jpeg(9)] }],
    );
    expect(await opening({ ...evidence, index, files })).toEqual({ ok: false, refusal: 'root_differs' });
    // naming the right root does not help: then no signature holds
    const named = { ...index, rootKey: evidence.index.rootKey };
    const { status, reasons, attempts } = await open({ ...evidence, index: named, files });
    expect(status).toBe('incomplete');
    expect(reasons.map(({ code }) => code)).toContain('bad_certificate');
    expect(attempts.flatMap(({ items }) => items)).toEqual([]);
  });

  it('with another key, another tenant’s, or no key at all', async () => {
    const evidence = await makeEvidence();
    const other = await makeKeys(evidence.keys.tenantId);
    const strange = await makeKeys();
    expect(await opening(evidence, other.evidenceKeyFile)).toEqual({
      ok: false,
      refusal: 'key_not_recipient',
    });
    expect(await opening(evidence, strange.evidenceKeyFile)).toEqual({
      ok: false,
      refusal: 'key_of_other_tenant',
    });
    expect(await opening(evidence, evidence.keys.rootKeyFile)).toEqual({
      ok: false,
      refusal: 'bad_key_file',
    });
  });

  it('without a fingerprint', async () => {
    const { keys, index, files } = await makeEvidence();
    const opened = await openArchive({
      archive: read(zip(index, files)),
      evidenceKeyFiles: keys.evidenceKeyFiles,
      rootFingerprint: 'abcd',
    });
    expect(opened).toEqual({ ok: false, refusal: 'bad_fingerprint' });
  });
});

describe('bytes that are no archive', () => {
  it('are refused, each with its reason', async () => {
    const { index, files } = await makeEvidence();
    const whole = zip(index, files);
    const text = new TextEncoder().encode(JSON.stringify(index));
    expect(readArchive(new Uint8Array(10))).toEqual({ ok: false, fault: 'not_an_archive' });
    expect(readArchive(whole.subarray(0, whole.length - 30))).toEqual({ ok: false, fault: 'not_an_archive' });
    expect(readArchive(zipSync({ 'index.json': text }))).toEqual({ ok: false, fault: 'not_an_archive' });
    expect(readArchive(zip({ ...index, v: 2 }, files))).toEqual({ ok: false, fault: 'bad_index' });
    expect(readArchive(zipSync({}, { level: 0 }))).toEqual({ ok: false, fault: 'bad_index' });
    const large = { 'segments/x/0': new Uint8Array(16 * 1024 * 1024 + 1) };
    expect(readArchive(zip(index, large))).toEqual({ ok: false, fault: 'too_large' });
  });

  it('cannot point out of the archive: a strange path is a missing segment', async () => {
    const evidence = await makeEvidence();
    const [segment] = decidedIn(evidence).recording.segments;
    if (segment) segment.path = '../../etc/passwd';
    expect(await verdict(evidence)).toEqual(['incomplete', 'segment_missing']);
  });
});

describe('the steps of a recording', () => {
  it('are read, also where it was cut off', async () => {
    const recording = await makeRecording();
    expect(cuesOf(recording)).toEqual([
      { start: 0, end: 2, text: 'document_front' },
      { start: 2, end: 4, text: 'face' },
    ]);
    const [head] = inParts(recording, 700);
    expect(head && cuesOf(head)).toEqual([{ start: 0, end: 1, text: 'document_front' }]);
    expect(cuesOf(Uint8Array.of(1, 2, 3))).toEqual([]);
    expect(cuesOf(new Uint8Array(0))).toEqual([]);
  });
});
