import type { OrganisationKind, Role } from './organisation.ts';

/**
 * Whose things a role may act on. Each scope belongs to one kind of organisation, but `own_organisation`: so an
 * administrator of an ident centre has nothing of what an administrator of a tenant has as `own_tenant`.
 */
export const kindsOfScope = {
  own_organisation: ['operator', 'reseller', 'ident_centre', 'tenant'],
  own_tenant: ['tenant'],
  own_centre: ['ident_centre'],
  /** Calls of the own organisation's agents, and customers whose contract it was granted. */
  granted_contracts: ['ident_centre'],
  /** Tenants and ident centres that the reseller manages, without personal data of customers. */
  managed: ['reseller'],
  /** Every organisation, without personal data of customers. */
  all: ['operator'],
} as const satisfies Record<string, readonly OrganisationKind[]>;

export type Scope = keyof typeof kindsOfScope;

const ownTenant = { compliance: 'own_tenant', administrator: 'own_tenant' } as const;
const compliance = { compliance: 'own_tenant' } as const;
const administrators = { administrator: 'own_organisation', reseller: 'managed', operator: 'all' } as const;
const managers = { reseller: 'managed', operator: 'all' } as const;

/** The one table of who may do what. Every console endpoint and socket names an action of it; what is not here, nobody may. */
export const permissions = {
  /** Own session, password and second factor: all that is left to who must change the password. */
  manage_own_account: {
    agent: 'own_organisation',
    supervisor: 'own_organisation',
    compliance: 'own_organisation',
    administrator: 'own_organisation',
    reseller: 'own_organisation',
    operator: 'own_organisation',
  },
  /** Own keys on devices. */
  use_device: {
    agent: 'own_organisation',
    supervisor: 'own_organisation',
    compliance: 'own_organisation',
    administrator: 'own_organisation',
  },
  /** Calls, their evidence and decision: besides, only in one's own attempts. */
  identify: { agent: 'granted_contracts' },
  /** See the calls that are under way, and join one, seen by both ends. */
  supervise: { supervisor: 'granted_contracts' },

  order: ownTenant,
  list_identifications: ownTenant,
  list_contracts: ownTenant,
  open_evidence: compliance,
  change_retention: compliance,
  /** Of whoever is to be offered calls of a contract. */
  demand_passkeys: compliance,
  manage_recipients: compliance,
  see_deletions: compliance,
  certify_devices: compliance,
  /** The chain of the own organisation; a tenant's is for its compliance. */
  see_audit: {
    compliance: 'own_tenant',
    administrator: 'own_centre',
    reseller: 'own_organisation',
    operator: 'own_organisation',
  },

  manage_users: administrators,
  manage_devices: { administrator: 'own_organisation' },
  manage_sites: { administrator: 'own_centre' },
  manage_training: { administrator: 'own_centre' },
  manage_api_keys: { administrator: 'own_tenant' },
  /** Make and name tenants and ident centres. */
  manage_organisations: managers,
  manage_contracts: managers,
  /** Which ident centres identify under a contract. */
  grant_contracts: { administrator: 'own_tenant', ...managers },
  manage_resellers: { operator: 'all' },
  see_installation: { operator: 'all' },
} as const satisfies Record<string, Partial<Record<Role, Scope>>>;

export type Action = keyof typeof permissions;

/**
 * Actions that make, widen or end somebody's access, or say how long evidence stands: a change by one of them asks,
 * besides the session, for a second factor that was shown in it, in the same place, so many minutes ago at most.
 */
export const confirmedActions: readonly Action[] = [
  'manage_users',
  'manage_devices',
  'manage_sites',
  'manage_api_keys',
  'manage_organisations',
  'manage_resellers',
  'manage_contracts',
  'grant_contracts',
  'change_retention',
  'demand_passkeys',
];
export const confirmationMinutes = 5;

/** Whether somebody may do any of that: they change how they sign in under the same conditions. */
export const holdsConfirmedAction = (person: Member): boolean =>
  confirmedActions.some(action => isPermitted(person, action));

/** What a console's socket is opened as, and what its person must be permitted to: every event on it, in own calls. */
export const actionOfConsole = { agent: 'identify', supervisor: 'supervise' } as const satisfies Record<
  string,
  Action
>;

type ScopesOf<A extends Action> = (typeof permissions)[A][keyof (typeof permissions)[A]];
/** Actions that nobody but a tenant's own people may do. */
export type TenantAction = { [A in Action]: ScopesOf<A> extends 'own_tenant' ? A : never }[Action];

/** A person as far as permissions ask. */
export type Member = { roles: readonly Role[]; organisationKind: OrganisationKind };

/** The scope in which a person may do it, or undefined when they may not. The one place where roles are asked. */
export function scopeOf({ roles, organisationKind }: Member, action: Action): Scope | undefined {
  const scopes: Partial<Record<Role, Scope>> = permissions[action];
  for (const role of roles) {
    const scope = scopes[role];
    if (scope && (kindsOfScope[scope] as readonly OrganisationKind[]).includes(organisationKind))
      return scope;
  }
  return undefined;
}

export const isPermitted = (person: Member, action: Action): boolean => scopeOf(person, action) !== undefined;
