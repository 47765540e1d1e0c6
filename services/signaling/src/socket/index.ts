import { randomUUID } from 'node:crypto';
import { staffOf } from '../access/session.ts';
import { abort } from '../calls/abort.ts';
import { mediaNodes } from '../calls/media-nodes.ts';
import { tellEnds } from '../calls/tell.ts';
import type { Context } from '../context.ts';
import { matcher } from '../queue/matcher.ts';
import type { SocketHosts } from '../service.ts';
import { connectAgent } from './agent/connection.ts';
import { connectCustomer } from './customer/connection.ts';
import { openLink } from './customer/handshake.ts';
import { agentEnd, type AgentServer, type CustomerServer, type Live } from './live.ts';
import { connectRedis, Refused, socketServer } from './server.ts';
import { liveTimes, type LiveTimes } from './times.ts';
import { startUpkeep } from './upkeep.ts';

/**
 * The live side: queue, calls, and the sockets of both listeners. State is in Postgres; with `REDIS_URL` any process
 * reaches any end, without it there may be only one process.
 */
export async function attachSockets(
  context: Context,
  { customerServer, consoleServer, sessionMiddleware }: SocketHosts,
  times: LiveTimes = liveTimes,
): Promise<{ close: () => Promise<void> }> {
  const { config, log, events } = context;
  const redis = config.redisUrl === undefined ? undefined : await connectRedis(config.redisUrl, log);
  const customers: CustomerServer = socketServer(customerServer, {
    name: 'customer',
    origin: config.customerOrigin,
    redis,
  });
  const agents: AgentServer = socketServer(consoleServer, {
    name: 'agent',
    origin: config.agentOrigin,
    redis,
  });
  const matching = matcher(context, times);
  const media = mediaNodes(context, (attemptId, reason) => {
    log.warn('a media session was lost', { attemptId, reason });
    abort(live, attemptId, 'media_node_lost').catch((error: unknown) =>
      log.error('an attempt could not be ended', error, { attemptId }),
    );
  });
  const live: Live = { ...context, customers, agents, media, times, match: matching.match };
  const tell = tellEnds(() => live);

  customers.use((socket, next) => {
    openLink(context, socket.handshake.auth).then(
      opened => {
        if (opened.ok) socket.data.end = opened.end;
        next(opened.ok ? undefined : new Refused(opened.code));
      },
      () => next(new Refused('internal')),
    );
  });
  customers.on('connection', socket => connectCustomer(live, tell, socket));

  agents.engine.use(sessionMiddleware);
  agents.use((socket, next) => {
    const user = staffOf(socket.request);
    if (user?.roles.includes('agent')) {
      socket.data.end = agentEnd(user, randomUUID());
      next();
    } else next(new Refused(user ? 'not_permitted' : 'unauthenticated'));
  });
  agents.on('connection', socket => connectAgent(live, tell, socket));

  const stopListening = events.onIdentificationChanged(identificationId => {
    tell
      .changed(identificationId)
      .catch((error: unknown) => log.error('news could not be told', error, { identificationId }));
  });
  const stopUpkeep = startUpkeep(live, tell);
  return {
    close: async () => {
      stopListening();
      await Promise.all([stopUpkeep(), matching.stop()]);
      await Promise.all([customers.close(), agents.close()]);
      media.close();
      redis?.destroy();
    },
  };
}
