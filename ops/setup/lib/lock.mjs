/** A lock between processes on one machine: a folder that names its owner. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 300;
/** What rename() says when the target folder exists and is not empty. */
const TAKEN = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM']);

/**
 * Runs `work` while no other process holds the lock `lockDir`. A lock whose owner is
 * gone, killed included, is taken over.
 *
 * @template T
 * @param {string} lockDir folder that does not exist while nobody holds the lock; its parent must exist
 * @param {() => Promise<T>} work
 * @param {(ownerPid: number) => void} [onWait] called once if another process holds it
 * @returns {Promise<T>}
 */
export async function withLock(lockDir, work, onWait = () => {}) {
  const id = await acquire(lockDir, onWait);
  try {
    return await work();
  } finally {
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
  return started === '' || startOf(pid) === started;
}

/** Start time in clock ticks since boot (proc(5), stat field 22); '' where there is no /proc. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
