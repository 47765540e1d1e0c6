import { z } from 'zod';
import { apiScopes } from './api-scope.ts';
import type { ConsoleEndpoint } from './endpoint.ts';
import { id, instant } from './primitives.ts';

export const apiKeyDaysDefault = 365;
export const apiKeyDaysMost = 730;
/** Two keys are good at once for as long as this, so that no system has to change at the very moment. */
export const apiKeyOverlapDaysMost = 30;

/** So many days before its end a key is said to end soon, to the administrator and to whoever uses it. */
export const apiKeyWarningDays = 30;
/** When the key of a request ends, in every answer to it from those days on. */
export const apiKeyEndsHeader = 'Visavis-Key-Ends';

const days = z.int().min(1).max(apiKeyDaysMost).default(apiKeyDaysDefault);

export const apiKeyRequest = z.strictObject({
  label: z.string().trim().min(1).max(80),
  scopes: z
    .array(z.enum(apiScopes))
    .min(1)
    .refine(scopes => new Set(scopes).size === scopes.length, 'each once'),
  days,
});

/** The successor has the same label and scopes. */
export const apiKeyRotation = z.strictObject({
  overlapDays: z.int().min(0).max(apiKeyOverlapDaysMost),
  days,
});

export const apiKeyView = z.strictObject({
  id,
  label: z.string(),
  scopes: z.array(z.enum(apiScopes)),
  createdAt: instant,
  expiresAt: instant,
  /** To the hour. */
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
  /** The key that takes over, once it was rotated. */
  successorId: id.nullable(),
});
export type ApiKeyView = z.infer<typeof apiKeyView>;

/** The only answer that ever carries the key: it is stored hashed. */
export const newApiKeyView = z.strictObject({ apiKey: apiKeyView, key: z.string() });

export const apiKeyList = z.strictObject({ items: z.array(apiKeyView) });

export const apiKeyApi = {
  listApiKeys: {
    action: 'manage_api_keys',
    method: 'get',
    path: '/api/console/api-keys',
    summary: 'The tenant’s API keys, newest first, without the keys themselves',
    status: 200,
    reply: apiKeyList,
    refusals: ['not_permitted'],
  },
  createApiKey: {
    action: 'manage_api_keys',
    method: 'post',
    path: '/api/console/api-keys',
    summary: 'Make a key and get it, this once',
    body: apiKeyRequest,
    status: 201,
    reply: newApiKeyView,
    refusals: ['not_permitted'],
  },
  rotateApiKey: {
    action: 'manage_api_keys',
    method: 'post',
    path: '/api/console/api-keys/{id}/rotation',
    summary: 'Make a successor and get it, this once; the old key ends after the overlap',
    body: apiKeyRotation,
    status: 201,
    reply: newApiKeyView,
    refusals: ['not_permitted', 'not_found', 'wrong_state'],
  },
  revokeApiKey: {
    action: 'manage_api_keys',
    method: 'post',
    path: '/api/console/api-keys/{id}/revocation',
    summary: 'End a key at once; may be repeated',
    status: 200,
    reply: apiKeyView,
    refusals: ['not_permitted', 'not_found'],
  },
} as const satisfies Record<string, ConsoleEndpoint>;
