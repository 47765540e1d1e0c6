import type { z } from 'zod';
import type { ApiScope } from './api-scope.ts';
import { confirmedActions, type Action } from './permissions.ts';
import type { RefusalCode } from './result.ts';

/**
 * Both REST interfaces as data: the server mounts them, clients and the OpenAPI document are made from them.
 * Paths carry parameters as `{name}`; every parameter is an id unless `params` says otherwise.
 */
export type Endpoint = {
  method: 'get' | 'post' | 'patch';
  path: string;
  summary: string;
  params?: z.ZodType<Record<string, unknown>>;
  query?: z.ZodType;
  body?: z.ZodType;
  status: number;
  /** Absent: no content, or `binary`. */
  reply?: z.ZodType;
  /** Media type of a reply that is no JSON. */
  binary?: string;
  /** Beyond those any call may meet: invalid_request, unauthenticated, too_large, too_many_requests, internal. */
  refusals: readonly RefusalCode[];
};

/** `action`: what a person must be permitted to; null for who has no session yet. */
export type ConsoleEndpoint = Endpoint & {
  action: Action | null;
  /** Asked by a page of its own accord: does not count as use of the session. */
  isBackground?: true;
  /** Changes what its person signs in with: under raised risk, people who hold a confirmed action need a passkey for it. */
  changesOwnFactors?: true;
};

/** Whether it answers `confirmation_required` to a session whose second factor was shown too long ago, or elsewhere: changes, not looks. */
export const needsConfirmation = ({ action, method }: ConsoleEndpoint): boolean =>
  action !== null && method !== 'get' && confirmedActions.includes(action);

/** `scope`: what the API key must have been given. */
export type TenantEndpoint = Endpoint & { scope: ApiScope };
