import { spawnSync } from 'node:child_process';

/** An answer that could not be had is a failure too. */
export function checkComponents(): boolean {
  const { status } = spawnSync('npm', ['audit', '--omit=dev', '--audit-level=moderate'], {
    stdio: 'inherit',
  });
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'}  components`);
  return status === 0;
}
