import { z } from 'zod';
import type { ConsoleEndpoint } from './endpoint.ts';
import { list } from './list.ts';
import { organisationKinds } from './organisation.ts';
import { id, instant, publicJwk } from './primitives.ts';

export const organisationName = z.string().trim().min(1).max(200);

/** What `npm run keys -- root` prints: all that the platform gets of a company's root, and it names its tenant. */
export const rootPublicPart = z.strictObject({ tenant: id, fingerprint: z.string(), publicKey: publicJwk });

/** An organisation as who manages it sees it. */
export const organisationView = z.strictObject({
  id,
  kind: z.enum(organisationKinds),
  name: z.string(),
  resellerId: id.nullable(),
  /** Of a tenant's root: the one on its paper; null until it has one. */
  rootFingerprint: z.string().nullable(),
  users: z.int(),
  createdAt: instant,
});
export type OrganisationView = z.infer<typeof organisationView>;
export const organisationList = list(organisationView);

/** `resellerId`: shall manage it; only an operator has a choice, a reseller’s are its own. */
export const newOrganisation = z.strictObject({
  kind: z.enum(['tenant', 'ident_centre']),
  name: organisationName,
  resellerId: id.nullable().default(null),
});
export type NewOrganisation = z.infer<typeof newOrganisation>;

const made = z.strictObject({ id });

export const organisationApi = {
  listOrganisations: {
    action: 'manage_organisations',
    method: 'get',
    path: '/api/console/organisations',
    summary: 'Those that one manages, by kind and name',
    status: 200,
    reply: organisationList,
    refusals: ['not_permitted'],
  },
  createOrganisation: {
    action: 'manage_organisations',
    method: 'post',
    path: '/api/console/organisations',
    summary: 'Make a tenant, which has yet to get its root, or an ident centre',
    body: newOrganisation,
    status: 201,
    reply: made,
    refusals: ['not_permitted', 'not_found'],
  },
  setTenantRoot: {
    action: 'manage_organisations',
    method: 'post',
    path: '/api/console/organisations/{id}/root',
    summary: 'The public key of the root that the tenant has made for its id; once',
    body: z.strictObject({ rootKey: publicJwk }),
    status: 204,
    refusals: ['not_permitted', 'not_found', 'conflict'],
  },
  renameOrganisation: {
    action: 'manage_organisations',
    method: 'patch',
    path: '/api/console/organisations/{id}/name',
    summary: 'Call one that one manages something else',
    body: z.strictObject({ name: organisationName }),
    status: 204,
    refusals: ['not_permitted', 'not_found'],
  },
  createReseller: {
    action: 'manage_resellers',
    method: 'post',
    path: '/api/console/resellers',
    summary: 'Make a reseller',
    body: z.strictObject({ name: organisationName }),
    status: 201,
    reply: made,
    refusals: ['not_permitted'],
  },
} as const satisfies Record<string, ConsoleEndpoint>;
