import { asPlatform, findStaff, type HashedPlace, type StaffUser } from '@visavis/db';
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

type Begin = {
  /** Where it is. */
  place: HashedPlace;
  /** What has just been shown: this session may do what matters most. */
  shown: SecondFactor['kind'];
  /** What stands as shown when it began, where that is another session's that goes on in this one. */
  begunWith?: SecondFactor['kind'] | undefined;
};

/** Begins a session under a fresh id: one from before is worth nothing after it. */
export async function beginSession(
  request: Request,
  user: Express.User,
  { place, shown, begunWith = shown }: Begin,
): Promise<void> {
  await promisify<Express.User, void>(request.logIn.bind(request))(user);
  request.session.begunAt = sessionPlaceOf(request);
  request.session.secondFactor = begunWith;
  request.session.confirmation = { by: shown, ...place };
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
      const factors = { email, password, secondFactor: secondFactorOf(either) };
      signIn(context, factors, request.ip, context.places.enter(request).place).then(
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
        else {
          const visit = context.places.enter(request);
          context.places.keep(response, visit);
          beginSession(request, user, { place: visit.place, shown: kind }).then(() => next(), next);
        }
      };
      (instance.authenticate('local', answer) as RequestHandler)(request, response, next);
    },
  };
}
