/** Everybody who works with the platform belongs to one organisation, whose kind says which roles there are. */
export const rolesOfKind = {
  operator: ['operator'],
  reseller: ['reseller'],
  ident_centre: ['agent', 'supervisor', 'administrator'],
  tenant: ['compliance', 'administrator'],
} as const;

export type OrganisationKind = keyof typeof rolesOfKind;
export const organisationKinds = Object.keys(rolesOfKind) as [OrganisationKind, ...OrganisationKind[]];

export const roles = ['agent', 'supervisor', 'compliance', 'administrator', 'reseller', 'operator'] as const;
export type Role = (typeof roles)[number];

/** Who administers an organisation: there is always one. */
export const administeringRole = {
  operator: 'operator',
  reseller: 'reseller',
  ident_centre: 'administrator',
  tenant: 'administrator',
} as const satisfies Record<OrganisationKind, Role>;

export const hasRolesOfKind = (kind: OrganisationKind, some: readonly Role[]): boolean =>
  some.every(role => (rolesOfKind[kind] as readonly Role[]).includes(role));
