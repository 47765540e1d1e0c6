import { join } from 'node:path';
import { superviseProcess, type SupervisedProcess } from '@visavis/embedded';

/** One signaling process of the tree under attack, and what it wrote. */
export type Service = { customerUrl: string; consoleUrl: string; lines: string[]; stop: () => Promise<void> };

const portOf = (lines: readonly string[], message: string): number => {
  for (const line of lines) {
    if (!line.includes(message)) continue;
    return (JSON.parse(line) as { port: number }).port;
  }
  throw new Error(`the service did not say "${message}"`);
};

/** Starts signaling as it runs in production. */
export async function startSignaling(
  root: string,
  environment: Record<string, string>,
  log: (line: string) => void,
): Promise<Service> {
  const lines: string[] = [];
  const started: SupervisedProcess = await superviseProcess({
    name: 'signaling',
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', join(root, 'services/signaling/src/main.ts')],
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...environment },
    cwd: root,
    log: line => {
      const bare = line.slice('signaling: '.length);
      lines.push(bare);
      log(bare);
    },
    ready: line => line.includes('"message":"ready"'),
    readyWithinMs: 120_000,
    restart: false,
  });
  return {
    customerUrl: `http://127.0.0.1:${portOf(lines, 'customer listener is open')}`,
    consoleUrl: `http://127.0.0.1:${portOf(lines, 'console listener is open')}`,
    lines,
    stop: started.stop,
  };
}
