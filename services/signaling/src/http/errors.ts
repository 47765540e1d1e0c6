import { refusalStatus, type Refusal } from '@visavis/protocol';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { z } from 'zod';
import type { Logger } from '@visavis/service-kit';
import { Refused } from './refused.ts';

/** Constraints of the database that stand for a refusal of the domain, should two requests race. */
const byConstraint: Record<string, Refusal> = {
  mandatory_steps_done: { code: 'steps_open' },
  long_enough: { code: 'too_soon' },
  identification_transition: { code: 'wrong_state' },
  decision_pkey: { code: 'wrong_state' },
  not_claimed: { code: 'purge_claimed' },
  no_purge_under_hold: { code: 'under_hold' },
  append_only: { code: 'conflict' },
  app_user_email_key: { code: 'conflict', field: 'email' },
  last_administrator: { code: 'last_administrator' },
  contract_grant_organisation_id_organisation_kind_fkey: { code: 'not_found' },
  organisation_reseller_id_reseller_kind_fkey: { code: 'not_found' },
  manifest_pkey: { code: 'conflict' },
  site_organisation_id_name_key: { code: 'conflict', field: 'name' },
};

const parserFaults: Record<string, Refusal> = {
  'entity.too.large': { code: 'too_large' },
  'entity.parse.failed': { code: 'invalid_request' },
  'encoding.unsupported': { code: 'invalid_request' },
  'charset.unsupported': { code: 'invalid_request' },
  'request.size.invalid': { code: 'invalid_request' },
  'request.aborted': { code: 'invalid_request' },
};

const fieldOf = (path: PropertyKey[]): string | undefined =>
  path.length > 0 ? path.map(String).join('.') : undefined;

/** What a thrown thing means to the caller, or undefined for the unexpected. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refused) return error.refusal;
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    const field = issue && fieldOf(issue.path);
    return field === undefined ? { code: 'invalid_request' } : { code: 'invalid_request', field };
  }
  if (!(error instanceof Error)) return undefined;
  if (error instanceof URIError) return { code: 'invalid_request' };
  if ('type' in error && typeof error.type === 'string') return parserFaults[error.type];
  if ('constraint_name' in error && typeof error.constraint_name === 'string')
    return byConstraint[error.constraint_name];
  return undefined;
}

/** The one place where anything thrown becomes an HTTP answer. */
export function errorHandler(log: Logger): ErrorRequestHandler {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- by its four parameters express knows an error handler; its own, which is next, would print the error
  return (error: unknown, request, response, _next) => {
    const refusal = refusalOf(error);
    if (!refusal) log.error('request failed', error, { method: request.method, route: routeOf(request) });
    if (response.headersSent) {
      // an answer that broke off must not look complete
      response.destroy();
      return;
    }
    const { code, field, signals }: Refusal = refusal ?? { code: 'internal' };
    // JSON leaves out what is undefined
    response.status(refusalStatus[code]).json({ error: { code, field, signals } });
  };
}

/** The pattern, not the path: ids of links stay out of the log. */
const routeOf = (request: { route?: { path?: unknown } }): string =>
  typeof request.route?.path === 'string' ? request.route.path : 'none';

export const noSuchRoute: RequestHandler = (_request, _response, next) => next(new Refused('not_found'));
