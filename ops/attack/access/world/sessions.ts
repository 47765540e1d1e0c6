import type { OrganisationKind, Role } from '@visavis/protocol';
import type { People } from './people.ts';
import type { TenantWorld } from './tenants.ts';

export type Standing = { kind: OrganisationKind; role: Role };

/** Everybody there is, by the kind of organisation and the role. */
export const standings: readonly Standing[] = [
  { kind: 'operator', role: 'operator' },
  { kind: 'reseller', role: 'reseller' },
  { kind: 'ident_centre', role: 'agent' },
  { kind: 'ident_centre', role: 'supervisor' },
  { kind: 'ident_centre', role: 'administrator' },
  { kind: 'tenant', role: 'compliance' },
  { kind: 'tenant', role: 'administrator' },
];

/** One session for each standing, signed in when first asked for and shared: attacks must not end them. */
export type Sessions = (standing: Standing) => Promise<string>;

type Who = { own: TenantWorld; operatorId: string; resellerId: string };

export function sessionsOf(people: People, { own, operatorId, resellerId }: Who): Sessions {
  const organisations: Record<OrganisationKind, string> = {
    operator: operatorId,
    reseller: resellerId,
    ident_centre: own.centreId,
    tenant: own.tenantId,
  };
  const begun = new Map<string, Promise<string>>();
  return ({ kind, role }) => {
    const name = `${kind} ${role}`;
    const session =
      begun.get(name) ?? people.make(organisations[kind], [role]).then(person => people.signIn(person));
    begun.set(name, session);
    return session;
  };
}
