import type { TenantRoute } from '../mount.ts';
import { acknowledgeIdentification } from './acknowledge-identification.ts';
import { orderIdentification } from './order-identification.ts';
import { readEvidence } from './read-evidence.ts';
import { readIdentification } from './read-identification.ts';

export const tenantRoutes: readonly TenantRoute[] = [
  orderIdentification,
  readIdentification,
  readEvidence,
  acknowledgeIdentification,
];
