import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One stack a data folder. A lock left by a killed launcher is taken over.
 * @returns lets go of the folder
 * @throws Error when another launcher runs on it
 */
export function lockFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'launcher.pid');
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, String(process.pid));
      closeSync(file);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const pid = Number(readFileSync(path, 'utf8'));
      if (isLauncher(pid)) {
        throw new Error(
          `${dataDir} is in use by process ${pid}. Stop it, or set DATA_DIR to another folder.`,
        );
      }
      rmSync(path, { force: true });
    }
  }
  throw new Error(`${dataDir} could not be locked.`);
}

function isLauncher(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    // A recycled process id is somebody else's: ask what it runs where the system tells.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('ops/');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
