import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ensureWorker } from '@visavis/ops/worker';
import { sfuSecret } from './process.ts';

/** A media node as a process of its own, entered in the database. */
export async function startMediaNode(databaseUrl: string) {
  const child = fork(fileURLToPath(new URL('../../../sfu/src/main.ts', import.meta.url)), {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      SFU_SECRET: sfuSecret,
      MEDIASOUP_WORKER_BIN: await ensureWorker({ log: () => undefined }),
      MEDIA_PORTS: '41000-49000',
      LOG_LEVEL: 'error',
    },
  });
  await once(child, 'message');
  const exit = once(child, 'exit');
  return {
    close: async () => {
      child.kill('SIGTERM');
      await exit;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
