import type { IncomingMessage } from 'node:http';
import { asPlatform, findStaff, type StaffUser } from '@visavis/db';
import type { RequestHandler } from 'express';
import session from 'express-session';
import passport from 'passport';
import type { Context } from '../context.ts';
import { PostgresSessions } from './session-store.ts';

/** The signed-in user of a request, or of a socket's handshake, that went through `sessionMiddleware`. */
export const staffOf = (request: IncomingMessage): StaffUser | undefined =>
  (request as IncomingMessage & { user?: StaffUser }).user;

/** Reads the cookie, finds session and user, and puts the user at `request.user`. */
export function sessionMiddleware(context: Context): RequestHandler {
  const { config, sql } = context;
  const https = config.agentOrigin.startsWith('https:');
  const authenticator = new passport.Passport();
  authenticator.serializeUser<string>((user, done) => done(null, (user as StaffUser).id));
  authenticator.deserializeUser<string>((userId, done) => {
    asPlatform(sql, transaction => findStaff(transaction, userId)).then(
      user => done(null, user ?? false),
      (error: unknown) => done(error),
    );
  });
  const cookie = session({
    name: https ? '__Host-visavis' : 'visavis',
    secret: config.sessionSecret,
    store: new PostgresSessions(sql),
    resave: false,
    saveUninitialized: false,
    // a front that ends TLS says so by X-Forwarded-Proto
    proxy: https && config.tls === undefined,
    cookie: { httpOnly: true, sameSite: 'strict', secure: https, path: '/' },
  });
  const user = authenticator.session() as RequestHandler;
  return (request, response, next) => {
    void cookie(request, response, (error?: unknown) => {
      if (error) next(error);
      else void user(request, response, next);
    });
  };
}
