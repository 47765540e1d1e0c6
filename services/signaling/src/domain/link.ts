import { createHash, randomBytes } from 'node:crypto';

/** How long a customer's link is good for, unless it is spent before. */
export const linkDays = 30;

export const tokenSha384 = (token: string): Buffer => createHash('sha384').update(token).digest();

/** 32 random bytes: the token is kept as its hash only. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** The token is in the fragment, which browsers do not send. */
export const customerUrl = (origin: string, identificationId: string, token: string): string =>
  `${origin}/i/${identificationId}#${token}`;
