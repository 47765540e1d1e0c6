/**
 * `npm run demo`: one whole identification by two real browsers on an embedded stack of its own, its evidence opened,
 * its traces searched for, then its deletion and the proof. `--json` prints one JSON object on standard output.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inNamespace } from '@visavis/test-kit/namespace';
import { projectRoot } from '../start/options.ts';
import { readDemoOptions } from './options.ts';
import { runDemo } from './run.ts';

const options = readDemoOptions(process.argv.slice(2));
const started = new Date().toISOString().replaceAll(/[:.]/g, '-');
const folder = resolve(options.folder ?? join(projectRoot, '.demo', started));
mkdirSync(folder, { recursive: true });
const progress = (line: string) => process.stderr.write(`${line}\n`);

if (options.firefoxAt) {
  console.log(await inNamespace(join(import.meta.dirname, 'firefox.ts'), [options.firefoxAt]));
  process.exit();
}
try {
  const report = await runDemo(folder, { calls: options.calls }, progress);
  if (options.json) console.log(JSON.stringify(report));
  else console.log(JSON.stringify(report, null, 2));
  process.exitCode = report.ok ? 0 : 1;
} catch (error) {
  progress(error instanceof Error ? (error.stack ?? error.message) : String(error));
  if (options.json)
    console.log(JSON.stringify({ ok: false, error: error instanceof Error ? error.message : 'failed' }));
  progress(`What was kept lies in ${folder}`);
  process.exitCode = 1;
}
process.exit();
