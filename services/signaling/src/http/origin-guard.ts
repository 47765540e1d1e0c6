import type { RequestHandler } from 'express';
import { Refused } from './refused.ts';

/**
 * Whatever changes something comes from the console's own pages. The customer's pages are on another origin but on the
 * same site, so SameSite alone would let them through.
 */
export const originGuard =
  (own: string, session: RequestHandler): RequestHandler =>
  (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD' || request.headers.origin === own) next();
    // whose session was used for it is on record
    else void session(request, response, () => next(new Refused('origin_not_allowed')));
  };
