import type { Server as HttpServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { refuse } from '@visavis/protocol';
import { insideTls, type Identity, type Logger } from '@visavis/service-kit';
import { createClient } from 'redis';
import { Server, type DefaultEventsMap } from 'socket.io';
import type { Config } from '../config.ts';
import type { Listeners } from './live.ts';
import { rateLimit } from './rate.ts';

type Where = NonNullable<Config['redis']>;

function client({ url, password }: Where, identity: Identity | undefined) {
  const where = new URL(url);
  const login = {
    username: decodeURIComponent(where.username),
    password: password ?? decodeURIComponent(where.password),
  };
  // a password of its own stands beside the URL, which would hide it
  [where.username, where.password] = ['', ''];
  return createClient({
    url: where.href,
    ...(login.password === '' ? {} : login),
    ...(identity && where.protocol === 'rediss:' ? { socket: { tls: true, ...insideTls(identity) } } : {}),
  });
}
export type Redis = ReturnType<typeof client>;

/** @throws when there is no Redis at its URL */
export async function connectRedis(
  where: Where,
  identity: Identity | undefined,
  log: Logger,
): Promise<Redis> {
  const redis = client(where, identity);
  redis.on('error', (error: unknown) => log.error('redis failed', error));
  await redis.connect();
  return redis;
}

/** Sealed sender keys, transports, RTP parameters: none comes near this. */
const messageBytesMost = 64 * 1024;
const rate = { burst: 100, perSecond: 25 };
/** Who goes on against refusals is cut off. */
const refusedMost = 200;

/**
 * A socket.io server on one listener: websocket only, so that no connection depends on which process the next request
 * reaches; only from pages of `origin`; with little patience for floods.
 *
 * @param name of the Redis stream, different for each listener
 */
export function socketServer<Sent extends DefaultEventsMap, Data>(
  http: HttpServer,
  { name, origin, redis }: { name: string; origin: string; redis: Redis | undefined },
): Server<Listeners, Sent, DefaultEventsMap, Data> {
  const server = new Server<Listeners, Sent, DefaultEventsMap, Data>(http, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: messageBytesMost,
    // who opens a connection says at once what for
    connectTimeout: 10_000,
    allowRequest: (request, decide) => {
      // browsers always name the page's origin; anything else has no business here
      if (request.headers.origin === origin) decide(null, true);
      else decide('origin_not_allowed', false);
    },
    ...(redis
      ? { adapter: createAdapter(redis, { streamName: `visavis:${name}`, channelPrefix: `visavis:${name}` }) }
      : {}),
  });
  server.on('connection', socket => {
    const take = rateLimit(rate);
    let refused = 0;
    socket.use((packet, next) => {
      if (take()) {
        next();
        return;
      }
      refused += 1;
      const acknowledge: unknown = packet.at(-1);
      if (typeof acknowledge === 'function')
        (acknowledge as (answer: unknown) => void)(refuse('too_many_requests'));
      if (refused > refusedMost) socket.disconnect(true);
    });
  });
  return server;
}

/** What a client finds in `connect_error`: `error.data.code`. */
export class Refused extends Error {
  readonly data: { code: string };

  constructor(code: string) {
    super(code);
    this.data = { code };
  }
}
