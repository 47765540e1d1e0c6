import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { asPlatform, migrateKeys, rememberPlace } from '@visavis/db';
import { emptyDatabase, testDatabase, type TestDatabase } from '@visavis/test-kit';
import { createAuthenticator } from '../../src/access/authenticator.ts';
import { cookieName, sessionMiddleware } from '../../src/access/session.ts';
import { PostgresSessions } from '../../src/access/session-store.ts';
import { signalingConfig } from '../../src/config.ts';
import { closeContext, createContext, type Context } from '../../src/context.ts';
import { attachSockets } from '../../src/socket/index.ts';
import { liveTimes, type LiveTimes } from '../../src/socket/times.ts';
import { connectEnd, type TestEnd } from './end.ts';
import type { Agent, Link } from './seed.ts';

export const sfuSecret = 'a secret of the test, long enough to pass';

export type Databases = { main: TestDatabase; keys: TestDatabase; kek: string; sessionSecret: string };

export async function testDatabases(): Promise<Databases> {
  const [main, keys] = await Promise.all([testDatabase(), emptyDatabase()]);
  await migrateKeys(keys.url);
  return {
    main,
    keys,
    kek: randomBytes(32).toString('base64'),
    sessionSecret: randomBytes(32).toString('base64url'),
  };
}

export const dropDatabases = ({ main, keys }: Databases) => Promise.all([main.drop(), keys.drop()]);

const listen = (server: Server): Promise<number> =>
  new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

/** One signaling process' live side, on free ports, with times short enough to wait for. */
export async function startLive(
  databases: Databases,
  { times = {}, redisUrl }: { times?: Partial<LiveTimes>; redisUrl?: string } = {},
) {
  const config = signalingConfig({
    DATABASE_URL: databases.main.url,
    KEYS_DATABASE_URL: databases.keys.url,
    DATA_KEK: databases.kek,
    SESSION_SECRET: databases.sessionSecret,
    S3_ENDPOINT: 'http://127.0.0.1:9',
    S3_BUCKET: 'none',
    S3_ACCESS_KEY_ID: 'none',
    S3_SECRET_ACCESS_KEY: 'none',
    SFU_SECRET: sfuSecret,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
  });
  const context = await createContext(config);
  const customerServer = createServer();
  const consoleServer = createServer();
  const sockets = await attachSockets(
    context,
    {
      customerServer,
      consoleServer,
      sessionMiddleware: sessionMiddleware(context, createAuthenticator(context)),
    },
    { ...liveTimes, tickMs: 200, heartbeatMs: 300, ...times },
  );
  const customerUrl = `http://127.0.0.1:${await listen(customerServer)}`;
  const agentUrl = `http://127.0.0.1:${await listen(consoleServer)}`;
  return {
    context,
    customerUrl,
    agentUrl,
    /** A customer's tab, from when it counts. */
    customer: (link: Link): Promise<TestEnd> =>
      connectEnd(customerUrl, { auth: link, origin: config.customerOrigin, enteredBy: 'identification' }),
    /** An agent's console, from when it counts; with `takeOver: false` perhaps from when it is asked whether it takes over. */
    agent: async (
      agent: Agent,
      {
        takeOver = true,
        console = randomUUID(),
        cookie,
        enteredBy = 'agent:status',
      }: { takeOver?: boolean; console?: string; cookie?: string; enteredBy?: string } = {},
    ): Promise<TestEnd> =>
      connectEnd(agentUrl, {
        auth: { as: 'agent', console, takeOver },
        cookie: cookie ?? (await signIn(context, agent.userId)),
        origin: config.agentOrigin,
        enteredBy,
      }),
    /** A supervisor's console, from when it sees the floor. */
    supervisor: async (supervisor: Agent, cookie?: string): Promise<TestEnd> =>
      connectEnd(agentUrl, {
        auth: { as: 'supervisor' },
        cookie: cookie ?? (await signIn(context, supervisor.userId)),
        origin: config.agentOrigin,
        enteredBy: 'floor',
      }),
    close: async () => {
      await sockets.close();
      customerServer.close();
      consoleServer.close();
      await closeContext(context);
    },
  };
}

export type LiveProcess = Awaited<ReturnType<typeof startLive>>;

/** A session as a sign-in on this machine leaves it, and its cookies, signed as express-session does. */
export async function signIn(
  { sql, config, places }: Context,
  userId: string,
  secondFactor: 'totp' | 'passkey' = 'totp',
): Promise<string> {
  const id = randomBytes(24).toString('base64url');
  const { place, token } = places.enter({ headers: {}, ip: '127.0.0.1' });
  await asPlatform(sql, transaction => rememberPlace(transaction, userId, place));
  const confirmation = { by: secondFactor, ...place };
  const data = { cookie: { path: '/' }, passport: { user: userId }, secondFactor, confirmation };
  await new Promise<void>((resolve, reject) => {
    new PostgresSessions(sql).set(id, data as never, error =>
      error ? reject(new Error('the session was not stored')) : resolve(),
    );
  });
  const signature = createHmac('sha256', config.sessionSecret).update(id).digest('base64').replace(/=+$/, '');
  const name = cookieName(config.agentOrigin);
  return `${name}-browser=${token}; ${name}=${encodeURIComponent(`s:${id}.${signature}`)}`;
}
