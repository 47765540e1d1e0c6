import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { sfuCommands } from '@visavis/protocol';
import type { SfuAnswer, SfuCommand, SfuRequest } from '@visavis/protocol';
import { insideTls, onlyFrom, type Identity } from '@visavis/service-kit';
import { Server } from 'socket.io';
import type { Socket } from 'socket.io';
import type { Context } from '../context.ts';
import type { Tell } from '../media/session.ts';
import { consumerKeyFrame } from './consumer-key-frame.ts';
import { consumerOpen } from './consumer-open.ts';
import { consumerResume } from './consumer-resume.ts';
import { dataConsumerOpen } from './data-consumer-open.ts';
import { dataProducerOpen } from './data-producer-open.ts';
import { refuse } from './handler.ts';
import type { Handler } from './handler.ts';
import { participantClose } from './participant-close.ts';
import { producerOpen } from './producer-open.ts';
import { isSecret } from './secret.ts';
import { sessionClose } from './session-close.ts';
import { sessionLease } from './session-lease.ts';
import { sessionList } from './session-list.ts';
import { sessionOpen } from './session-open.ts';
import { transportConnect } from './transport-connect.ts';
import { transportOpen } from './transport-open.ts';
import { transportRestartIce } from './transport-restart-ice.ts';
import { createTurns } from './turns.ts';

const handlers: { [C in SfuCommand]: Handler<C> } = {
  'session.open': sessionOpen,
  'session.close': sessionClose,
  'session.list': sessionList,
  'session.lease': sessionLease,
  'transport.open': transportOpen,
  'transport.connect': transportConnect,
  'transport.restart_ice': transportRestartIce,
  'producer.open': producerOpen,
  'consumer.open': consumerOpen,
  'consumer.resume': consumerResume,
  'consumer.key_frame': consumerKeyFrame,
  'data_producer.open': dataProducerOpen,
  'data_consumer.open': dataConsumerOpen,
  'participant.close': participantClose,
};

type InTurn = ReturnType<typeof createTurns>;

export interface ControlServer {
  port: number;
  close(): Promise<void>;
}

type Where = { host: string; port: number; secret: string; identity: Identity | undefined };

/** Besides signaling only the health check of this very node. */
const callers = ['signaling', 'sfu'];

function listener(identity: Identity | undefined) {
  if (!identity) return createServer();
  const server = createTlsServer(insideTls(identity));
  onlyFrom(server, callers);
  return server;
}

/** Listens for signaling processes. Port 0 takes any free one. */
export async function startControlServer(
  context: Context,
  { host, port, secret, identity }: Where,
): Promise<ControlServer> {
  const http = listener(identity);
  const io = new Server(http, {
    serveClient: false,
    transports: ['websocket'],
    maxHttpBufferSize: 256 * 1024,
    pingInterval: 5000,
    pingTimeout: 5000,
  });
  io.use((socket, next) => {
    const known = isSecret(secret, socket.handshake.auth['secret']);
    if (!known) context.log.warn('control connection refused', { code: 'unauthorized' });
    next(known ? undefined : new Error('unauthorized'));
  });
  const inTurn = createTurns();
  io.on('connection', socket => serve(context, socket, inTurn));
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, resolve);
  });
  return { port: (http.address() as AddressInfo).port, close: () => io.close() };
}

/** Everything that arrives is `unknown` until its schema has accepted it. */
function serve(context: Context, socket: Socket, inTurn: InTurn): void {
  const tell: Tell = (event, payload) => void socket.emit(event, payload);
  for (const command of Object.keys(handlers) as SfuCommand[]) {
    socket.on(command, (given: unknown, acknowledge: unknown) => {
      if (typeof acknowledge !== 'function') return;
      const reply = acknowledge as (answered: unknown) => void;
      void answer(context, command, given, tell, inTurn).then(reply);
    });
  }
}

async function answer<C extends SfuCommand>(
  context: Context,
  command: C,
  given: unknown,
  tell: Tell,
  inTurn: InTurn,
): Promise<SfuAnswer<C>> {
  const parsed = sfuCommands[command].request.safeParse(given);
  if (!parsed.success) return refuse('malformed');
  const request = parsed.data as SfuRequest<C>;
  const run = async (): Promise<SfuAnswer<C>> => await handlers[command](context, request, tell);
  try {
    const answered = await ('session' in request ? inTurn(request.session, run) : run());
    if (!answered.ok) context.log.info('command refused', { command, code: answered.code });
    return answered;
  } catch (error) {
    context.log.error('command failed', error, { command });
    return refuse('internal');
  }
}
