import { asPlatform, findStaff, type StaffUser } from '@visavis/db';
import { signInRequest } from '@visavis/protocol';
import type { RequestHandler } from 'express';
import passport from 'passport';
import { Strategy } from 'passport-local';
import type { Context } from '../context.ts';
import { Refused } from '../http/refused.ts';
import { signIn } from './sign-in.ts';

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
      signIn(context, signInRequest.parse(request.body)).then(
        user => done(null, user ?? false),
        (error: unknown) => done(error),
      );
    }),
  );
  return {
    session: instance.session() as RequestHandler,
    signIn: (request, response, next) => {
      const answer = (error: unknown, user?: Express.User | false | null) => {
        if (error) next(error);
        else if (!user) next(new Refused('unauthenticated'));
        // regenerates the session: an id from before the sign-in is worth nothing after it
        else request.logIn(user, (failure: unknown) => (failure ? next(failure) : next()));
      };
      (instance.authenticate('local', answer) as RequestHandler)(request, response, next);
    },
  };
}
