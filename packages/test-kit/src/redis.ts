import { freePort, superviseProcess } from '@visavis/embedded';

export interface TestRedis {
  url: string;
  stop: () => Promise<void>;
}

/** A real `redis-server` on 127.0.0.1 that keeps nothing on disk. @throws StartError, also where Debian's `redis-server` is missing */
export const startRedis = async (): Promise<TestRedis> => {
  const port = await freePort();
  const server = await superviseProcess({
    name: 'redis',
    command: 'redis-server',
    args: ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no'],
    env: { PATH: process.env.PATH },
    log: () => undefined,
    ready: line => line.includes('Ready to accept connections'),
    restart: false,
  });
  return { url: `redis://127.0.0.1:${port}`, stop: server.stop };
};
