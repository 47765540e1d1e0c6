import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeEvidence, makeKeys, zip, type Keys } from '../../packages/archive/test/fixture.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'visavis-open-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function command(...args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args]);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, stdout, stderr };
}

/** An archive and its key on disk, and the command's arguments for them. */
async function stored(given?: Keys) {
  const evidence = await makeEvidence(undefined, given);
  const { keys, index, files } = evidence;
  const [archive, key, out] = ['evidence.zip', 'evidence-key.json', 'opened'].map(name => join(folder, name));
  if (!archive || !key || !out) throw new Error('no paths');
  await writeFile(archive, zip(index, files));
  await writeFile(key, JSON.stringify(keys.evidenceKeyFile));
  const args = [archive, '--key', key, '--root', keys.rootKeyFile.fingerprint, '--out', out];
  return { evidence, archive, key, out, args };
}

it('writes recordings, pictures and a report, for their owner alone, and says complete', async () => {
  const { evidence, out, args } = await stored();
  const { code, stdout } = await command(...args);
  expect(code).toBe(0);
  expect(stdout).toContain('COMPLETE');
  expect(stdout).toContain('verified by Ada Example');
  expect((await readdir(out)).sort()).toEqual([
    'attempt-2-1-recording.webm',
    'attempt-2-2-document_front.jpg',
    'attempt-2-3-face.jpg',
    'report.json',
  ]);
  const recording = join(out, 'attempt-2-1-recording.webm');
  expect(new Uint8Array(await readFile(recording))).toEqual(evidence.recording);
  expect((await stat(recording)).mode & 0o077).toBe(0);
  const report: unknown = JSON.parse(await readFile(join(out, 'report.json'), 'utf8'));
  expect(report).toMatchObject({
    status: 'complete',
    attempts: [
      { decided: false },
      {
        decision: { outcome: 'verified' },
        files: [{ steps: [{ text: 'document_front' }, { text: 'face' }] }, {}, {}],
      },
    ],
  });
});

it('never writes over what is there', async () => {
  const { args, out } = await stored();
  expect((await command(...args)).code).toBe(0);
  const again = await command(...args);
  expect(again.code).toBe(1);
  expect(again.stderr).toContain('not empty');
  expect(await readdir(out)).toHaveLength(4);
});

it('opens what there is of incomplete evidence, marks it, and says so', async () => {
  const { evidence, archive, args, out } = await stored();
  const { index, files } = evidence;
  const gap = index.attempts[1]?.artefacts[0]?.segments[1]?.path;
  await writeFile(
    archive,
    zip(index, Object.fromEntries(Object.entries(files).filter(([path]) => path !== gap))),
  );
  const { code, stdout } = await command(...args, '--json');
  expect(code).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({ status: 'incomplete', reasons: [{ code: 'segment_missing' }] });
  expect(await readdir(out)).toContain('attempt-2-1-recording.incomplete.webm');
});

it('refuses a strange root or key, and writes nothing', async () => {
  const { archive, key, out, args } = await stored();
  const strange = await makeKeys();
  const { fingerprint } = strange.rootKeyFile;
  const rooted = await command(archive, '--key', key, '--root', fingerprint, '--out', out);
  expect(rooted).toMatchObject({ code: 1, stdout: '' });
  expect(rooted.stderr).toContain('REFUSED');
  await writeFile(key, JSON.stringify(strange.evidenceKeyFile));
  const keyed = await command(...args, '--json');
  expect(keyed.code).toBe(1);
  expect(JSON.parse(keyed.stdout)).toEqual({ status: 'refused', code: 'key_of_other_tenant' });
  expect(await readdir(folder)).not.toContain('opened');
});

it('takes several key files, and says how many are still needed', async () => {
  const keys = await makeKeys(undefined, { count: 3, threshold: 2 });
  const { args, out } = await stored(keys);
  const alone = await command(...args);
  expect(alone.code).toBe(1);
  expect(alone.stderr).toContain('1 more evidence key file ');
  const machine = await command(...args, '--json');
  expect(JSON.parse(machine.stdout)).toEqual({ status: 'refused', code: 'too_few_keys', missing: 1 });
  const second = join(folder, 'second.json');
  await writeFile(second, JSON.stringify(keys.evidenceKeyFiles[2]));
  expect((await command(...args, '--key', second)).code).toBe(0);
  const report: unknown = JSON.parse(await readFile(join(out, 'report.json'), 'utf8'));
  expect(report).toMatchObject({ attempts: [{}, { recipientList: { version: 1, threshold: 2 } }] });
});

it('says how it is used', async () => {
  const { code, stderr } = await command('--nonsense');
  expect(code).toBe(1);
  expect(stderr).toContain('npm run open-evidence');
});
