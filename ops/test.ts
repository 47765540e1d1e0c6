/**
 * `npm test`: the checks, then every test. Arguments go to vitest (a folder, a file, `-t name`).
 * The closing line counts checks and tests alike.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runChecks } from './check/run.ts';

const report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  success: z.boolean(),
});

const environment = {
  // other tests keep both cores busy: sign-ins under SCHED_IDLE would wait for all of them
  PASSWORD_PRIORITY: 'normal',
  // the same programs start a hundred times
  NODE_COMPILE_CACHE: join(import.meta.dirname, '../.cache/node'),
};

const selection = process.argv.slice(2);
const checks = selection.length === 0 ? await runChecks() : [];
const tests = runTests(selection);

const checksPassed = checks.filter(({ ok }) => ok).length;
const passed = checksPassed + tests.passed;
const failed = checks.length - checksPassed + tests.failed;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** A run that breaks off, skips a test or finds none counts as a failure. */
function runTests(vitestArguments: string[]): { passed: number; failed: number } {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-report-'));
  const file = join(folder, 'report.json');
  try {
    const { status } = spawnSync(
      'vitest',
      ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...vitestArguments],
      { stdio: 'inherit', env: { ...process.env, ...environment } },
    );
    const counted = report.parse(JSON.parse(readFileSync(file, 'utf8')));
    const failed = counted.numFailedTests + counted.numPendingTests;
    const brokenOff = status !== 0 || !counted.success || counted.numPassedTests === 0;
    return { passed: counted.numPassedTests, failed: brokenOff ? Math.max(1, failed) : failed };
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
