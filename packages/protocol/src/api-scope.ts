/** What a tenant's own system may do with a key; each endpoint of `tenantApi` names the one that it needs. */
export const apiScopes = [
  'identifications:order',
  'identifications:read',
  'identifications:acknowledge',
  'evidence:read',
] as const;
export type ApiScope = (typeof apiScopes)[number];
