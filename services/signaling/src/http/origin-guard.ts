import type { RequestHandler } from 'express';
import { Refused } from './refused.ts';

/**
 * Whatever changes something comes from the console's own pages. The customer's pages are on another origin but on the
 * same site, so SameSite alone would let them through.
 */
export const originGuard =
  (own: string): RequestHandler =>
  (request, _response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD' && request.headers.origin !== own)
      throw new Refused('origin_not_allowed');
    next();
  };
