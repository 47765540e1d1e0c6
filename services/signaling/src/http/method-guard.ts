import type { RequestHandler } from 'express';
import { Refused } from './refused.ts';

/** All that pages and both REST interfaces use. */
const known = new Set(['GET', 'HEAD', 'POST', 'PATCH']);

/** Express would answer OPTIONS by itself, and look for a route for any other. */
export const methodGuard: RequestHandler = ({ method }, response, next) => {
  if (known.has(method)) {
    next();
    return;
  }
  response.setHeader('Allow', [...known].join(', '));
  next(new Refused('method_not_allowed'));
};
