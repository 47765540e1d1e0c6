import type { ConsoleRoute } from '../../mount.ts';
import { createOrganisation } from './create-organisation.ts';
import { createReseller } from './create-reseller.ts';
import { listOrganisations } from './list-organisations.ts';
import { renameOrganisation } from './rename-organisation.ts';
import { setTenantRoot } from './set-tenant-root.ts';

export const organisationRoutes: readonly ConsoleRoute[] = [
  listOrganisations,
  createOrganisation,
  setTenantRoot,
  renameOrganisation,
  createReseller,
];
