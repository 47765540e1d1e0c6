import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ensureWorker } from '@visavis/ops/worker';
import type { SfuAnswer } from '@visavis/protocol';
import { io } from 'socket.io-client';
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
  const [ready] = (await once(child, 'message')) as [{ controlUrl: string }];
  const control = io(ready.controlUrl, {
    auth: { secret: sfuSecret },
    transports: ['websocket'],
    forceNew: true,
  });
  const exit = once(child, 'exit');
  const find = async (session: string) => {
    const answer = (await control
      .timeout(10_000)
      .emitWithAck('session.list', {})) as SfuAnswer<'session.list'>;
    return answer.ok ? answer.value.sessions.find(one => one.session === session) : undefined;
  };
  return {
    hasSession: async (session: string): Promise<boolean> => (await find(session)) !== undefined,
    /** Who has media in a session. */
    participants: async (session: string): Promise<string[]> =>
      ((await find(session))?.participants ?? []).map(({ participant }) => participant).sort(),
    close: async () => {
      control.close();
      child.kill('SIGTERM');
      await exit;
    },
    kill: async () => {
      control.close();
      child.kill('SIGKILL');
      await exit;
    },
  };
}
