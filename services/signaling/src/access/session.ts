import type { IncomingMessage } from 'node:http';
import { sessionSecondsLeft, useSessions, type StaffUser } from '@visavis/db';
import type { Request, RequestHandler } from 'express';
import session, { type SessionData } from 'express-session';
import type { Context } from '../context.ts';
import type { Authenticator } from './authenticator.ts';
import { Refused } from '../http/refused.ts';
import { PostgresSessions, sessionSha384 } from './session-store.ts';

/** The signed-in user of a request, or of a socket's handshake, that went through `sessionMiddleware`. */
export const staffOf = (request: IncomingMessage): StaffUser | undefined =>
  (request as IncomingMessage & { user?: StaffUser }).user;

/** How long until the request's session is over. @throws Refused `unauthenticated` when it is */
export async function secondsLeftOf({ sql }: Context, { sessionID }: Request): Promise<number> {
  const seconds = await sessionSecondsLeft(sql, sessionSha384(sessionID));
  if (seconds === undefined) throw new Refused('unauthenticated');
  return seconds;
}

/** Of the id of a request's or handshake's session, hexadecimal: what sockets and news name a session by. */
export const sessionHashOf = (request: IncomingMessage): string =>
  sessionSha384((request as IncomingMessage & { sessionID: string }).sessionID).toString('hex');

/** Whether the session of a handshake was begun with a passkey. */
export const isByPasskey = (request: IncomingMessage): boolean =>
  (request as IncomingMessage & { session?: Partial<SessionData> }).session?.secondFactor === 'passkey';

/** Somebody is there: the session goes on. */
export const countAsUse = ({ sql }: Context, request: IncomingMessage): Promise<void> =>
  useSessions(sql, [sessionHashOf(request)]);

export const cookieName = (agentOrigin: string): string =>
  agentOrigin.startsWith('https:') ? '__Host-visavis' : 'visavis';

/** No domain and no expiry: for this host alone, and gone with the browser at the latest. */
export const sessionCookie = (agentOrigin: string) =>
  ({ httpOnly: true, sameSite: 'strict', secure: agentOrigin.startsWith('https:'), path: '/' }) as const;

/** Reads the cookie, finds session and user, and puts the user at `request.user`. */
export function sessionMiddleware(context: Context, authenticator: Authenticator): RequestHandler {
  const { config, sql } = context;
  const https = config.agentOrigin.startsWith('https:');
  const cookie = session({
    name: cookieName(config.agentOrigin),
    secret: config.sessionSecret,
    store: new PostgresSessions(sql),
    resave: false,
    saveUninitialized: false,
    // a front that ends TLS says so by X-Forwarded-Proto
    proxy: https && config.tls === undefined,
    cookie: sessionCookie(config.agentOrigin),
  });
  return (request, response, next) => {
    void cookie(request, response, (error?: unknown) => {
      if (error) next(error);
      else void authenticator.session(request, response, next);
    });
  };
}
