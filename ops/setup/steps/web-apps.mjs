/** The two web apps, built when their sources changed. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { log } from '../lib/log.mjs';
import { inProject, stateDir } from '../lib/project.mjs';
import { run } from '../lib/run.mjs';
import { clearStamp, hashOf, isStamped, writeStamp } from '../lib/stamp.mjs';

/** Neither what a build makes nor what no web imports. */
const skipped = new Set(['node_modules', 'dist', 'test', 'service-kit', 'test-kit']);
const isSkipped = name => skipped.has(name) || /\.test\.tsx?$/.test(name);

export async function ensureWebApps() {
  for (const app of readdirSync(inProject('web'))) {
    if (existsSync(inProject('web', app, 'vite.config.ts'))) await ensureWebApp(app);
  }
}

async function ensureWebApp(app) {
  const stamp = path.join(stateDir, `web-${app}`);
  const dist = inProject('web', app, 'dist');
  const hash = hashOf(
    inProject(),
    [
      ...['package-lock.json', 'tsconfig.base.json', 'tsconfig.web.json', `web/${app}`, 'packages'],
      'ops/release/web-build.ts',
    ],
    isSkipped,
  );
  if (isStamped(stamp, hash) && existsSync(path.join(dist, 'index.html'))) return;

  log(`building web/${app}, some seconds`);
  clearStamp(stamp);
  // Built beside and swapped in: a running server never serves half an app.
  const fresh = path.join(stateDir, `web-${app}-new`);
  const old = path.join(stateDir, `web-${app}-old`);
  mkdirSync(stateDir, { recursive: true });
  await run(
    inProject('node_modules', '.bin', 'node'),
    [
      inProject('node_modules', 'vite', 'bin', 'vite.js'),
      ...['build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'],
    ],
    { cwd: inProject('web', app) },
  );
  rmSync(old, { recursive: true, force: true });
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true });
  writeStamp(stamp, hash);
}
