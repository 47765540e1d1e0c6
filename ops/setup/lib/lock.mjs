/** A lock between processes on one machine: a folder that names its owner. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 300;
/** Longer than any process takes between looking at a lock and acting on it. */
const LEFTOVER_MS = 3_600_000;
/** Lists the locks held, for all programs started meanwhile: by it orphans are recognised. */
const MARK = 'VISAVIS_LOCKS';
/** What rename() says when the target folder exists and is not empty. */
const TAKEN = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM']);

/**
 * Runs `work` while no other process holds the lock `lockDir`. A lock whose owner is
 * gone, killed included, is taken over; what that owner had started (a package manager, a
 * compiler) and may still run is ended first.
 *
 * @template T
 * @param {string} lockDir folder that does not exist while nobody holds the lock; its parent must exist
 * @param {() => Promise<T>} work
 * @param {(ownerPid: number) => void} [onWait] called once if another process holds it
 * @returns {Promise<T>}
 */
export async function withLock(lockDir, work, onWait = () => {}) {
  const id = await acquire(lockDir, onWait);
  const outer = process.env[MARK] ?? '';
  process.env[MARK] = `${outer} ${id}`;
  sweep(lockDir);
  try {
    return await work();
  } finally {
    process.env[MARK] = outer;
    // Renamed first: a folder half deleted would look like a lock without owner.
    const done = `${lockDir}.${id}.done`;
    renameSync(lockDir, done);
    rmSync(done, { recursive: true, force: true });
  }
}

async function acquire(lockDir, onWait) {
  const id = randomUUID();
  const mine = `${lockDir}.${id}.new`;
  let waited = false;
  for (;;) {
    if (publish(lockDir, mine, { pid: process.pid, started: startOf(process.pid), id })) return id;
    const owner = ownerOf(lockDir);
    if (owner && !isAlive(owner)) {
      await endOrphans(owner);
      retire(lockDir, owner);
      continue;
    }
    if (owner && !waited) {
      waited = true;
      onWait(owner.pid);
    }
    await sleep(POLL_MS);
  }
}

/** The folder gets its name only when it is complete, so that no lock is ever without owner. */
function publish(lockDir, mine, owner) {
  mkdirSync(mine, { recursive: true });
  writeFileSync(path.join(mine, 'owner.json'), JSON.stringify(owner));
  try {
    renameSync(mine, lockDir);
    return true;
  } catch (error) {
    rmSync(mine, { recursive: true, force: true });
    if (TAKEN.has(error.code)) return false;
    throw error;
  }
}

/**
 * Moves a dead owner's lock aside under a name made of that owner's id. Should two processes
 * try, the slower one, which would move the faster one's new lock, finds the name taken; for
 * that the folder stays.
 */
function retire(lockDir, owner) {
  try {
    renameSync(lockDir, `${lockDir}.${owner.id}.stale`);
  } catch (error) {
    if (error.code !== 'ENOENT' && !TAKEN.has(error.code)) throw error;
  }
}

/** Removes what killed processes and retired owners left beside the lock. */
function sweep(lockDir) {
  const dir = path.dirname(lockDir);
  for (const name of listOr(dir).filter(entry => entry.startsWith(`${path.basename(lockDir)}.`))) {
    const leftover = path.join(dir, name);
    const stat = statSync(leftover, { throwIfNoEntry: false });
    if (stat && Date.now() - stat.mtimeMs > LEFTOVER_MS) rmSync(leftover, { recursive: true, force: true });
  }
}

/** Ends the programs of a dead owner, wherever in the process tree they are by now; Linux only. */
async function endOrphans({ id }) {
  for (let orphans = marked(id); orphans.length > 0; orphans = marked(id)) {
    for (const pid of orphans) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // it ended by itself
      }
    }
    await sleep(50);
  }
}

function marked(id) {
  return listOr('/proc')
    .filter(name => {
      try {
        return /^\d+$/.test(name) && readFileSync(`/proc/${name}/environ`, 'utf8').includes(id);
      } catch {
        return false; // ended, or another user's
      }
    })
    .map(Number);
}

function listOr(dir) {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

function ownerOf(lockDir) {
  try {
    return JSON.parse(readFileSync(path.join(lockDir, 'owner.json'), 'utf8'));
  } catch {
    return undefined; // released between our two looks
  }
}

/** @returns {boolean} whether that very process runs, not another that got its number later */
function isAlive({ pid, started }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
  }
  const now = processStat(pid);
  // A zombie is dead; in containers there may be nobody to bury it.
  return now === undefined || (now.state !== 'Z' && now.started === started);
}

const startOf = pid => processStat(pid)?.started;

/** State, and start time in clock ticks since boot (proc(5)); undefined where there is no /proc. */
function processStat(pid) {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], started: fields[19] };
  } catch {
    return undefined;
  }
}
