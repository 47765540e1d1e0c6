import { abort } from '../calls/abort.ts';
import { mediaNodes } from '../calls/media-nodes.ts';
import { tellEnds } from '../calls/tell.ts';
import type { Context } from '../context.ts';
import { matcher } from '../queue/matcher.ts';
import type { SocketHosts } from '../service.ts';
import { connectAgent } from './agent/connection.ts';
import { enterConsole } from './console-entry.ts';
import { connectCustomer } from './customer/connection.ts';
import { openLink } from './customer/handshake.ts';
import { isAgent, isSupervisor, type ConsoleServer, type CustomerServer, type Live } from './live.ts';
import { endDevice } from './revoked-devices.ts';
import { connectRedis, Refused, socketServer } from './server.ts';
import { closeConsolesOf } from './sessions.ts';
import { checkSites } from './sites.ts';
import { connectSupervisor } from './supervisor/connection.ts';
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
  const redis = config.redis && (await connectRedis(config.redis, config.identity, log));
  const customers: CustomerServer = socketServer(customerServer, {
    name: 'customer',
    origin: config.customerOrigin,
    redis,
  });
  const consoles: ConsoleServer = socketServer(consoleServer, {
    name: 'console',
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
  const live: Live = { ...context, customers, consoles, media, times, match: matching.match };
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

  consoles.engine.use(sessionMiddleware);
  consoles.use(enterConsole(live));
  consoles.on('connection', socket => {
    if (isAgent(socket)) connectAgent(live, tell, socket);
    if (isSupervisor(socket)) connectSupervisor(live, tell, socket);
  });

  const stopWatching = events.onSessionEnded(hash => closeConsolesOf(live, hash));
  const stopRevoking = events.onDeviceRevoked(deviceId => {
    endDevice(live, deviceId).catch((error: unknown) =>
      log.error('a revoked device could not be ended', error, { deviceId }),
    );
  });
  const stopMoving = events.onSitesChanged(organisationId => {
    checkSites(live, tell, organisationId).catch((error: unknown) =>
      log.error('changed sites could not be heeded', error),
    );
  });
  const stopListening = events.onIdentificationChanged(identificationId => {
    tell
      .changed(identificationId)
      .catch((error: unknown) => log.error('news could not be told', error, { identificationId }));
  });
  const stopUpkeep = startUpkeep(live, tell);
  return {
    close: async () => {
      stopListening();
      stopWatching();
      stopRevoking();
      stopMoving();
      await Promise.all([stopUpkeep(), matching.stop()]);
      await Promise.all([customers.close(), consoles.close()]);
      media.close();
      redis?.destroy();
    },
  };
}
