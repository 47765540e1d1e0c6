import { asPlatform, findStaff, type StaffUser } from '@visavis/db';
import { secondFactorOf, signInRequest, type SecondFactor } from '@visavis/protocol';
import { promisify } from 'node:util';
import type { Request, RequestHandler } from 'express';
import passport from 'passport';
import { Strategy } from 'passport-local';
import type { Context } from '../context.ts';
import { Refused } from '../http/refused.ts';
import { sessionPlaceOf } from './session-place.ts';
import { signIn } from './sign-in.ts';

declare module 'express-session' {
  interface SessionData {
    /** What was shown besides the password when the session began. */
    secondFactor?: SecondFactor['kind'];
  }
}

/** Begins a session under a fresh id: one from before is worth nothing after it. */
export async function beginSession(
  request: Request,
  user: Express.User,
  secondFactor: SecondFactor['kind'] | undefined,
): Promise<void> {
  await promisify<Express.User, void>(request.logIn.bind(request))(user);
  request.session.begunAt = sessionPlaceOf(request);
  if (secondFactor !== undefined) request.session.secondFactor = secondFactor;
}

export type Authenticator = {
  /** Puts the user of the request's session at `request.user`. */
  session: RequestHandler;
  /** Signs in by the body of a `signInRequest` and begins a fresh session, or passes Refused `unauthenticated` on. */
  signIn: RequestHandler;
};

/** Passport with one strategy that asks for both factors in one request. */
export function createAuthenticator(context: Context): Authenticator {
  const instance = new passport.Passport();
  instance.serializeUser<string>((user, done) => done(null, (user as StaffUser).id));
  instance.deserializeUser<string>((userId, done) => {
    asPlatform(context.sql, transaction => findStaff(transaction, userId)).then(
      user => done(null, user ?? false),
      (error: unknown) => done(error),
    );
  });
  instance.use(
    new Strategy({ usernameField: 'email', passReqToCallback: true }, (request, _email, _password, done) => {
      const { email, password, ...either } = signInRequest.parse(request.body);
      signIn(context, { email, password, secondFactor: secondFactorOf(either) }, request.ip).then(
        user => done(null, user ?? false),
        (error: unknown) => done(error),
      );
    }),
  );
  return {
    session: instance.session() as RequestHandler,
    signIn: (request, response, next) => {
      const { kind } = secondFactorOf(signInRequest.parse(request.body));
      const answer = (error: unknown, user?: Express.User | false | null) => {
        if (error) next(error);
        else if (!user) next(new Refused('unauthenticated'));
        else beginSession(request, user, kind).then(() => next(), next);
      };
      (instance.authenticate('local', answer) as RequestHandler)(request, response, next);
    },
  };
}
