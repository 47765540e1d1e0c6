/**
 * Makes a fresh checkout ready, and costs next to nothing when it is: `node ops/setup/setup.mjs
 * start|test|check`, called by npm before the verb of that name. Plain JavaScript for Node 20,
 * since nothing is installed yet. Every step may be repeated, and killed at any moment.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ensureWorker } from '../worker/worker.mjs';
import { withLock } from './lib/lock.mjs';
import { log, SetupError } from './lib/log.mjs';
import { isWritable, projectDir, stateDir } from './lib/project.mjs';
import { ensureDependencies } from './steps/dependencies.mjs';
import { ensureSystemPackages } from './steps/system-packages.mjs';
import { ensureWebApps } from './steps/web-apps.mjs';

const OLDEST_NODE = 20;

/** System packages that each verb needs in any case; `worker` comes on top if it must be built. */
const verbs = { start: [], test: ['test'], check: undefined };

async function setUp(verb) {
  if (!(verb in verbs))
    throw new SetupError(`Usage: node ops/setup/setup.mjs ${Object.keys(verbs).join('|')}`);
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    throw new SetupError(`Node.js ${String(OLDEST_NODE)} or later is needed; this is ${process.version}.`);
  }
  if (!isWritable(projectDir)) {
    throw new SetupError(
      `The folder ${projectDir} cannot be written to by this user; please use a copy of your own.`,
    );
  }
  mkdirSync(stateDir, { recursive: true });
  await withLock(
    path.join(stateDir, 'lock'),
    () => steps(verb),
    pid => log(`another set-up (process ${String(pid)}) is at work here, waiting for it`),
  );
}

async function steps(verb) {
  await ensureDependencies();
  const purposes = verbs[verb];
  if (purposes === undefined) return;
  // Asked for together, so that nobody has to install twice.
  await ensureWorker({ log, beforeBuild: () => ensureSystemPackages(['worker', ...purposes]) });
  await ensureSystemPackages(purposes);
  await ensureWebApps();
}

try {
  await setUp(process.argv[2]);
} catch (error) {
  console.error(error instanceof SetupError ? `\n${error.message}` : error);
  process.exitCode = 1;
}
