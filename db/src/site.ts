import type { Attestation } from '@visavis/protocol';
import type { Queryable } from './connect.ts';

export type Site = { id: string; name: string; ranges: string[]; attestations: Attestation[] };
type SiteChange = Omit<Site, 'id'>;

const columns = (sql: Queryable) => sql`id, name, ranges::text[] as ranges, attestations`;

/** Bits beyond the prefix do not count. */
const networks = (sql: Queryable, ranges: readonly string[]) => sql`
  array(select distinct network(r::inet)::cidr from unnest(${[...ranges]}::text[]) r order by 1)`;

export async function listSites(sql: Queryable, organisationId: string): Promise<Site[]> {
  return sql<Site[]>`
    select ${columns(sql)} from site where organisation_id = ${organisationId} order by name, id`;
}

export async function addSite(sql: Queryable, organisationId: string, site: SiteChange): Promise<Site> {
  const [added] = await sql<[Site]>`
    insert into site (organisation_id, name, ranges, attestations)
    values (${organisationId}, ${site.name}, ${networks(sql, site.ranges)}, ${site.attestations})
    returning ${columns(sql)}`;
  return added;
}

/** @returns undefined when there is none */
export async function changeSite(
  sql: Queryable,
  siteId: string,
  site: SiteChange,
): Promise<(Site & { organisationId: string }) | undefined> {
  const [changed] = await sql<(Site & { organisationId: string })[]>`
    update site set name = ${site.name}, ranges = ${networks(sql, site.ranges)}, attestations = ${site.attestations}
    where id = ${siteId} returning ${columns(sql)}, organisation_id`;
  return changed;
}

/** @returns whose it was, or undefined when there is none */
export async function removeSite(sql: Queryable, siteId: string): Promise<string | undefined> {
  const [removed] = await sql<{ organisationId: string }[]>`
    delete from site where id = ${siteId} returning organisation_id`;
  return removed?.organisationId;
}

/** `site`: null where the organisation has none, or where none is. */
export type Place = { isAllowed: boolean; site: Pick<Site, 'id' | 'name' | 'attestations'> | null };

/** Where an address is, by the narrowest range that it is in. @param address undefined: not known */
export async function placeOf(
  sql: Queryable,
  organisationId: string,
  address: string | undefined,
): Promise<Place> {
  const [site] = await sql<NonNullable<Place['site']>[]>`
    select s.id, s.name, s.attestations from site s cross join unnest(s.ranges) range
    where s.organisation_id = ${organisationId} and ${address ?? null}::inet <<= range
    order by masklen(range) desc, s.name, s.id limit 1`;
  if (site) return { isAllowed: true, site };
  const any = await sql`select 1 from site where organisation_id = ${organisationId} limit 1`;
  return { isAllowed: any.count === 0, site: null };
}
