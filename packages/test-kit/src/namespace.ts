import { spawn, spawnSync } from 'node:child_process';

/** Where everything in the namespace can be reached besides 127.0.0.1. */
export const NAMESPACE_ADDRESS = '10.77.0.1';

/** A pair of interfaces that lead nowhere, and a route through them: enough for ICE to gather addresses. */
const SET_UP = [
  'ip link set lo up',
  'ip link add visavis0 type veth peer name visavis1',
  `ip address add ${NAMESPACE_ADDRESS}/24 dev visavis0`,
  'ip link set visavis0 up',
  'ip link set visavis1 up',
  'ip route add default via 10.77.0.2 dev visavis0',
  'exec "$@"',
].join(' && ');

/** Processes get a namespace as well: browsers leave their parent's group, and none may stay when the program is gone. */
const PROCESSES = ['--pid', '--fork', '--kill-child', '--mount-proc'];
/** As root without more; else with a namespace of users, in which one may make interfaces. */
const AS_ROOT = ['--net', ...PROCESSES];
const AS_USER = ['--user', '--map-root-user', '--net', ...PROCESSES];
const WAYS = process.getuid?.() === 0 ? [AS_ROOT, AS_USER] : [AS_USER];

let way: string[] | undefined;

function wayIn(): string[] {
  way ??= WAYS.find(flags => spawnSync('unshare', [...flags, 'true']).status === 0);
  if (!way)
    throw new Error(
      'no network namespace can be made here: unshare --user --net is refused, and this is not root',
    );
  return way;
}

/**
 * Runs a program of Node in a network namespace of its own and gives what it wrote on standard output. The namespace and
 * its interfaces are gone when the program and all that it started have ended; `signal` ends them.
 * @throws Error with the program's last words when it fails
 */
export async function inNamespace(program: string, args: string[], signal?: AbortSignal): Promise<string> {
  const command = ['sh', '-c', SET_UP, 'sh', process.execPath, program, ...args];
  const child = spawn('unshare', [...wayIn(), ...command], { stdio: ['ignore', 'pipe', 'pipe'] });
  const end = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', end);
  process.once('exit', end);
  let [output, errors] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const code = await new Promise<number | string | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, killed) => resolve(status ?? killed));
  });
  signal?.removeEventListener('abort', end);
  process.removeListener('exit', end);
  if (code !== 0) throw new Error(`${program} ended with ${String(code)}:\n${errors.slice(-4000)}`);
  return output;
}
