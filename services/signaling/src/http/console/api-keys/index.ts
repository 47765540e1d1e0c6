import type { ConsoleRoute } from '../../mount.ts';
import { createApiKey } from './create-api-key.ts';
import { listApiKeys } from './list-api-keys.ts';
import { revokeApiKey } from './revoke-api-key.ts';
import { rotateApiKey } from './rotate-api-key.ts';

export const apiKeyRoutes: readonly ConsoleRoute[] = [listApiKeys, createApiKey, rotateApiKey, revokeApiKey];
