import { z } from 'zod';
import { id, instant } from './primitives.ts';

/** As far as a person tells their own sessions apart; what a browser says about itself beyond that is not kept. */
export const browsers = ['chrome', 'edge', 'firefox', 'opera', 'safari', 'other'] as const;
export type BrowserName = (typeof browsers)[number];
export const systems = ['android', 'ios', 'linux', 'macos', 'windows', 'other'] as const;
export type SystemName = (typeof systems)[number];

export const sessionPlace = z.strictObject({
  browser: z.enum(browsers),
  system: z.enum(systems),
  /** Where the sign-in came from. */
  address: z.string().max(64),
});
export type SessionPlace = z.infer<typeof sessionPlace>;

/** One of a person's own sessions. */
export const ownSession = z.strictObject({
  /** Names it in the list; opens nothing. */
  id,
  /** Null: not known. */
  place: sessionPlace.nullable(),
  begunAt: instant,
  usedAt: instant,
  /** The one that asks. */
  isThis: z.boolean(),
});
export type OwnSession = z.infer<typeof ownSession>;

/** How long until the session is over unless it is used: no instant, since clocks differ. */
export const secondsLeft = z.int().min(0);
export const sessionEnd = z.strictObject({ secondsLeft });

/** Changes of how one signs in, by whoever's hand. */
export const newsChanges = [
  'password_change.done',
  'totp_change.done',
  'recovery_codes_change.done',
  'passkey.added',
  'passkey.removed',
  'account.reset',
] as const;

/** What was tried and changed in somebody's name since they signed in before. */
export const signInNews = z.strictObject({
  since: instant,
  /** Tries to sign in or to change how, by whoever. */
  refused: z.int().min(0),
  changes: z.array(z.enum(newsChanges)),
  /** The sign-in before this one came from a browser that was unfamiliar. */
  wasElsewhere: z.boolean(),
});
export type SignInNews = z.infer<typeof signInNews>;
