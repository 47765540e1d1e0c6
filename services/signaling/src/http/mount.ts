import type { Actor, ApiKey, StaffUser } from '@visavis/db';
import {
  holdsConfirmedAction,
  needsConfirmation,
  scopeOf,
  type Action,
  type ConsoleEndpoint,
  type Endpoint,
  type Scope,
  type TenantAction,
  type TenantEndpoint,
} from '@visavis/protocol';
import type { Request, RequestHandler, Response, Router } from 'express';
import { z } from 'zod';
import { demandConfirmation, demandPasskeyAtRisk } from '../access/confirmation.ts';
import { countAsUse, staffOf } from '../access/session.ts';
import type { Context } from '../context.ts';
import { Refused } from './refused.ts';

type Out<Schema, Otherwise> = Schema extends z.ZodType ? z.output<Schema> : Otherwise;
type Member<E, Name extends string> = E extends Record<Name, infer Value> ? Value : undefined;

/** A call that was parsed and is authorised. */
type AnyCall<E extends Endpoint> = {
  context: Context;
  /** For the audit trail. */
  actor: Actor;
  params: Out<Member<E, 'params'>, { id: string }>;
  query: Out<Member<E, 'query'>, undefined>;
  body: Out<Member<E, 'body'>, undefined>;
  request: Request;
  response: Response;
};
/** By a tenant's own system. */
export type Call<E extends Endpoint> = AnyCall<E> & { tenantId: string };
/** By a signed-in person, who may do it within `scope`; has a tenant where the action is one of a tenant's own people. */
export type StaffCall<E extends StaffEndpoint> = AnyCall<E> & {
  user: StaffUser;
  scope: Scope;
} & (E['action'] extends TenantAction ? { tenantId: string } : unknown);
type StaffEndpoint = ConsoleEndpoint & { action: Action };
type OpenCall<E extends Endpoint> = Omit<AnyCall<E>, 'actor'>;

type Answer<E extends Endpoint> = Member<E, 'reply'> extends z.ZodType ? z.input<Member<E, 'reply'>> : void;

type Handler<E extends Endpoint, C> = (call: C) => Promise<Answer<E>>;

/**
 * One endpoint with the function that answers it. Routes of different endpoints stand in one list, so the call's type
 * is given up here; it is checked where a route is made, and `parse` makes the call of exactly this endpoint.
 */
type Route = { endpoint: Endpoint; handle: (call: never) => Promise<unknown> };
export type TenantRoute = Route & { endpoint: TenantEndpoint };
export type OpenRoute = Route;
export type ConsoleRoute = Route & { endpoint: StaffEndpoint };

export const tenantRoute = <const E extends TenantEndpoint>(
  endpoint: E,
  handle: Handler<E, Call<E>>,
): TenantRoute => ({ endpoint, handle });

/** For who has no session: what lets them act is in the body. */
export const openRoute = <const E extends ConsoleEndpoint & { action: null }>(
  endpoint: E,
  handle: Handler<E, OpenCall<E>>,
): OpenRoute => ({ endpoint, handle });

/** Who may is in the endpoint's action. */
export const consoleRoute = <const E extends StaffEndpoint>(
  endpoint: E,
  handle: Handler<E, StaffCall<E>>,
): ConsoleRoute => ({ endpoint, handle });

const idOnly = z.object({ id: z.uuid() });
const anything = z.object({});

function parse(endpoint: Endpoint, request: Request) {
  const named = endpoint.path.includes('{id}') ? idOnly : anything;
  return {
    params: (endpoint.params ?? named).parse(request.params) as { id: string },
    query: endpoint.query?.parse(request.query) as undefined,
    body: endpoint.body?.parse(request.body ?? {}) as undefined,
  };
}

/** The reply is parsed too: what the contract does not name does not leave. */
function send(endpoint: Endpoint, response: Response, answer: unknown): void {
  if (endpoint.binary !== undefined) return;
  if (endpoint.reply) response.status(endpoint.status).json(endpoint.reply.parse(answer));
  else response.status(endpoint.status).end();
}

const register = (router: Router, { method, path }: Endpoint, handler: RequestHandler): void => {
  router[method](path.replaceAll(/\{(\w+)\}/g, ':$1'), handler);
};

/** An id of a wrong shape is the id of nothing. */
function orAbsent<T>(read: () => T, request: Request): T {
  try {
    return read();
  } catch (error) {
    const isParam = error instanceof z.ZodError && error.issues.some(issue => issue.path[0] === 'id');
    if (isParam && !idOnly.safeParse(request.params).success) throw new Refused('not_found');
    throw error;
  }
}

export function mountTenant(router: Router, context: Context, { endpoint, handle }: TenantRoute): void {
  register(router, endpoint, async (request, response) => {
    const { tenantId, id, scopes } = response.locals.apiKey as ApiKey;
    if (!scopes.includes(endpoint.scope)) throw new Refused('not_permitted', endpoint.scope);
    const parsed = orAbsent(() => parse(endpoint, request), request);
    const actor: Actor = { kind: 'api_key', id };
    const call = { context, tenantId, actor, ...parsed, request, response };
    send(endpoint, response, await handle(call as never));
  });
}

export function mountOpen(router: Router, context: Context, { endpoint, handle }: OpenRoute): void {
  register(router, endpoint, async (request, response) => {
    const call = { context, ...parse(endpoint, request), request, response };
    send(endpoint, response, await handle(call as never));
  });
}

export function mountConsole(router: Router, context: Context, { endpoint, handle }: ConsoleRoute): void {
  register(router, endpoint, async (request, response) => {
    const user = staffOf(request);
    if (!user) throw new Refused('unauthenticated');
    if (!endpoint.isBackground) await countAsUse(context, request);
    const { action } = endpoint;
    if (user.passwordMustChange && action !== 'manage_own_account')
      throw new Refused('password_change_required');
    const scope = scopeOf(user, action);
    if (!scope) throw new Refused('not_permitted');
    const parsed = orAbsent(() => parse(endpoint, request), request);
    if (needsConfirmation(endpoint)) await demandConfirmation(context, user, request);
    if (endpoint.changesOwnFactors && holdsConfirmedAction(user))
      await demandPasskeyAtRisk(context, user, request);
    const actor: Actor = { kind: 'user', id: user.id };
    const own = scope === 'own_tenant' ? { tenantId: user.organisationId } : {};
    const call = { context, ...own, actor, user, scope, ...parsed, request, response };
    send(endpoint, response, await handle(call as never));
  });
}
