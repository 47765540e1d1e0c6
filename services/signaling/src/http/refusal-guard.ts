import type { Actor, StaffUser } from '@visavis/db';
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Refusals } from '../access/refusals.ts';
import { staffOf } from '../access/session.ts';
import { refusalOf } from './errors.ts';

type Known = { organisationId: string; actor: Actor };

/** Whoever the request is known to come from, also where that alone is not enough. */
function knownCaller(request: Request, response: Response): Known | undefined {
  const { apiKey } = response.locals as { apiKey?: { id: string; tenantId: string } };
  if (apiKey) return { organisationId: apiKey.tenantId, actor: { kind: 'api_key', id: apiKey.id } };
  const user: StaffUser | undefined = staffOf(request);
  return user && { organisationId: user.organisationId, actor: { kind: 'user', id: user.id } };
}

/** The route's pattern; before any route was found, what all of them begin with. */
function operationOf(request: Request, base: string): string {
  const { route } = request as { route?: { path?: unknown } };
  const path = typeof route?.path === 'string' ? route.path.replaceAll(/:(\w+)/g, '{$1}') : base;
  return `${request.method} ${path}`;
}

/** Puts on record who was refused what, before the answer goes out. */
export const refusalGuard =
  (refusals: Refusals, base: string): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    const refusal = refusalOf(error);
    const known = refusal && knownCaller(request, response);
    if (!refusal || !known) {
      next(error);
      return;
    }
    void refusals
      .record({ ...known, code: refusal.code, operation: operationOf(request, base) })
      .then(() => next(error));
  };
