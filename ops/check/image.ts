import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const dockerfile = 'ops/compose/Dockerfile';
const image = 'visavis:check';
/** What `podman build` starts from where no registry and no engine are in reach. */
const localBase = 'localhost/visavis-debian:12';

type Run = { command: string; args: string[] };

const works = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

function succeeds({ command, args }: Run): boolean {
  console.log(`> ${command} ${args.join(' ')}`);
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0;
}

/**
 * `npm run check -- image`: really builds the image, by docker where its engine runs, else by podman without one: on a
 * base made from Debian's packages, with `chroot` for isolation, since a machine that is a container itself allows no
 * more. The Dockerfile's last steps start every program once.
 */
export function checkImage(): boolean {
  const ok = build();
  console.log(`${ok ? 'ok    ' : 'FAILED'}  image`);
  return ok;
}

function build(): boolean {
  if (works('docker', 'info'))
    return succeeds({ command: 'docker', args: ['build', '-f', dockerfile, '-t', image, '.'] });
  if (!works('podman', '--version')) {
    console.error(
      'The image can be built where a docker engine runs, or podman and mmdebstrap are installed.',
    );
    return false;
  }
  if (!works('podman', 'image', 'exists', localBase) && !importBase()) return false;
  return succeeds({
    command: 'podman',
    args: [
      ...['build', '--isolation', 'chroot', '--network', 'host', '--format', 'docker'],
      ...['--ignorefile', `${dockerfile}.dockerignore`, '--build-arg', `BASE=${localBase}`],
      // an authority of the machine's own, which its mirrors may need
      ...['--volume', '/etc/ssl/certs/ca-certificates.crt:/usr/local/share/ca-certificates/local.crt:ro'],
      ...['-f', dockerfile, '-t', image, '.'],
    ],
  });
}

function importBase(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-base-'));
  try {
    const archive = join(folder, 'base.tar');
    return (
      succeeds({ command: 'mmdebstrap', args: ['--variant=minbase', 'bookworm', archive] }) &&
      succeeds({ command: 'podman', args: ['import', archive, localBase] })
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
