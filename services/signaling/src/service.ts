import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  asPlatform,
  removeExpiredBrakes,
  removeExpiredChallenges,
  removeExpiredSessions,
  removeUnusedPlaces,
} from '@visavis/db';
import { insideTls, onlyFrom } from '@visavis/service-kit';
import type { RequestHandler } from 'express';
import { createAuthenticator } from './access/authenticator.ts';
import { sessionMiddleware } from './access/session.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { consoleApp, customerApp } from './http/app.ts';
import { attachSockets } from './socket/index.ts';

/** What `attachSockets` of `socket/index.ts` gets. `sessionMiddleware` puts the signed-in user at `request.user`. */
export type SocketHosts = {
  customerServer: Server;
  consoleServer: Server;
  sessionMiddleware: RequestHandler;
};

export type Service = { customerPort: number; consolePort: number; close: () => Promise<void> };

/** Expired sessions are nobody's from the moment they expire; their rows go within the hour. */
const sweepMs = 3_600_000;

/** Starts both listeners: customer and tenant systems on one, staff on the other. */
export async function startService(context: Context): Promise<Service> {
  const { config, log } = context;
  const authenticator = createAuthenticator(context);
  const session = sessionMiddleware(context, authenticator);
  const customerServer = serve(config, customerApp(context));
  const consoleServer = serve(config, consoleApp(context, session, authenticator));
  const sockets = await attachSockets(context, { customerServer, consoleServer, sessionMiddleware: session });
  const customerPort = await listen(customerServer, config.host, config.port);
  const consolePort = await listen(consoleServer, config.host, config.port === 0 ? 0 : config.port + 1);
  const sweeping = setInterval(() => {
    Promise.all([
      removeExpiredSessions(context.sql),
      removeExpiredBrakes(context.sql),
      asPlatform(context.sql, removeExpiredChallenges),
      asPlatform(context.sql, removeUnusedPlaces),
    ]).catch((error: unknown) => log.error('sessions not swept', error));
  }, sweepMs);
  log.info('customer listener is open', { port: customerPort });
  log.info('console listener is open', { port: consolePort });
  return {
    customerPort,
    consolePort,
    close: async () => {
      clearInterval(sweeping);
      await sockets.close();
      await Promise.all([stop(customerServer), stop(consoleServer)]);
    },
  };
}

/** Milliseconds. Who is slower than any real client, or silent, does not keep a connection. */
const patience = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 2_000 };

/** Behind it only the front, and the health check of this very service. */
const callers = ['tls', 'signaling'];

function serve({ tls, identity }: Config, app: RequestListener): Server {
  if (tls) return createTlsServer({ ...patience, ...tls, minVersion: 'TLSv1.2' }, app);
  if (!identity) return createServer(patience, app);
  const server = createTlsServer({ ...patience, ...insideTls(identity) }, app);
  onlyFrom(server, callers);
  return server;
}

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

/** Lets running requests finish; idle connections are cut. */
const stop = (server: Server): Promise<void> =>
  new Promise(resolve => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
