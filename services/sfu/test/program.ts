import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Ready {
  ready: true;
  controlUrl: string;
  nodeId: string;
}

/** The program as a launcher starts it; `execArgv` goes to Node. */
export function startProgram(variables: Record<string, string>, execArgv: string[] = []) {
  const child = fork(fileURLToPath(new URL('../src/main.ts', import.meta.url)), {
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'silent', ...variables },
    execArgv,
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const ended = once(child, 'exit');
  return {
    child,
    ended,
    complaint: () => complaint,
    ready: async (): Promise<Ready> => {
      const first = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
      if (!first) throw new Error(`the program ended before it was ready: ${complaint}`);
      return first[0] as Ready;
    },
  };
}
