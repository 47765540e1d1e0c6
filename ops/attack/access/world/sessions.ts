import { confirmationMinutes, type OrganisationKind, type Role } from '@visavis/protocol';
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

/**
 * One session for each standing, signed in when first asked for and shared: attacks must not end them. Another person's
 * before the second factor has to be shown again, so that what is refused is refused for something else.
 */
export type Sessions = (standing: Standing) => Promise<string>;

type Who = { own: TenantWorld; operatorId: string; resellerId: string };

export function sessionsOf(people: People, { own, operatorId, resellerId }: Who): Sessions {
  const organisations: Record<OrganisationKind, string> = {
    operator: operatorId,
    reseller: resellerId,
    ident_centre: own.centreId,
    tenant: own.tenantId,
  };
  const goodMs = (confirmationMinutes - 1) * 60_000;
  const begun = new Map<string, { session: Promise<string>; at: number }>();
  return ({ kind, role }) => {
    const name = `${kind} ${role}`;
    const last = begun.get(name);
    if (last && Date.now() - last.at < goodMs) return last.session;
    const session = people.make(organisations[kind], [role]).then(person => people.signIn(person));
    begun.set(name, { session, at: Date.now() });
    return session;
  };
}
