import { once } from 'node:events';
import { ensureWorker } from '@visavis/ops/worker';
import type { SfuAnswer, SfuCommand, SfuEvent, SfuEventPayload, SfuRequest } from '@visavis/protocol';
import { createLogger } from '@visavis/service-kit';
import { io } from 'socket.io-client';
import { startSfuNode } from '../src/node.ts';

export const secret = 'a secret of the test, long enough to pass';

/** A node with a real worker, everything on free ports of the loopback. `advance` moves its clock. */
export async function startTestNode(options: { workers?: number; leaseMs?: number; listen?: string } = {}) {
  let offset = 0;
  const config = {
    identity: undefined,
    secret,
    leaseMs: options.leaseMs ?? 60_000,
    control: { host: '127.0.0.1', port: 0, url: undefined },
    media: {
      listen: [options.listen ?? '127.0.0.1'],
      announced: [],
      ports: { min: 41000, max: 49000 },
      workers: options.workers ?? 1,
      workerBin: await ensureWorker({ log: () => undefined }),
    },
  };
  const node = await startSfuNode(
    config,
    createLogger('sfu', process.env['LOG_LEVEL'] ?? 'silent'),
    () => performance.now() + offset,
  );
  return { ...node, advance: (ms: number) => (offset += ms) };
}

/** Signaling's side of the control protocol. */
export async function connectControl(url: string, given: unknown = secret) {
  const socket = io(url, {
    transports: ['websocket'],
    auth: { secret: given },
    reconnection: false,
    forceNew: true,
  });
  const events: { event: SfuEvent; payload: unknown }[] = [];
  socket.onAny((event: SfuEvent, payload: unknown) => events.push({ event, payload }));
  await Promise.race([
    once(socket as unknown as NodeJS.EventEmitter, 'connect'),
    new Promise((_, reject) => socket.once('connect_error', reject)),
  ]);

  const command = async <C extends SfuCommand>(name: C, request: SfuRequest<C>): Promise<SfuAnswer<C>> =>
    (await socket.timeout(10_000).emitWithAck(name, request)) as SfuAnswer<C>;

  return {
    command,
    /** As `command`, for what must succeed. */
    value: async <C extends SfuCommand>(name: C, request: SfuRequest<C>) => {
      const answer = await command(name, request);
      if (!answer.ok) throw new Error(`${name} was refused: ${answer.code}`);
      return answer.value;
    },
    /** Sends what no schema has seen. */
    raw: (name: string, request: unknown): Promise<unknown> =>
      socket.timeout(10_000).emitWithAck(name, request),
    events,
    /** The first event of that name that fits, whether it came already or is still to come. */
    event: async <E extends SfuEvent>(
      name: E,
      fits: (payload: SfuEventPayload<E>) => boolean = () => true,
    ) => {
      const seen = () =>
        events.find(({ event, payload }) => event === name && fits(payload as SfuEventPayload<E>));
      while (!seen()) await once(socket as unknown as NodeJS.EventEmitter, name);
      return seen()?.payload as SfuEventPayload<E>;
    },
    close: () => socket.close(),
  };
}

export type Control = Awaited<ReturnType<typeof connectControl>>;
