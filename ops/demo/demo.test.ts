import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runDemo } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'visavis-demo-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test(
  'a whole identification in two real browsers, from the link to the deletion receipt',
  { timeout: 600_000 },
  async () => {
    const said: string[] = [];
    const report = await runDemo(folder, { calls: 1, isSample: true }, line => said.push(line)).catch(
      (error: unknown) => {
        throw new Error(`after: ${said.join(', ')}`, { cause: error });
      },
    );
    expect(report.outcome).toBe('verified');
    expect(Math.min(...Object.values(report.supervision?.shownBefore ?? {}))).toBeGreaterThan(0);
    expect(Math.min(...Object.values(report.supervision?.frames ?? {}))).toBeGreaterThan(0);
    expect(report.supervision?.left).toEqual({ workers: 0, connections: 0 });
    expect(report.evidence).toMatchObject({ status: 'complete', stills: 4, voices: 2 });
    expect(report.evidence.playback.framesShown).toBeGreaterThan(0);
    expect(report.search.findings).toEqual([]);
    expect(report.search.controls.filter(({ found }) => !found)).toEqual([]);
    expect(report.purge).toMatchObject({
      ok: true,
      receiptVerified: true,
      after: { objects: 0, dataKeys: 0 },
    });
    expect(report.afterPurge).toBe('purged');
  },
);
