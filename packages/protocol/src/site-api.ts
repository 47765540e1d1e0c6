import { z } from 'zod';
import type { ConsoleEndpoint } from './endpoint.ts';
import { id } from './primitives.ts';

/** How an agent says that nobody else sees or hears a call: what the rooms of a site make true. */
export const attestations = ['alone_in_closed_room', 'two_factor_door'] as const;
export type Attestation = (typeof attestations)[number];
export const attestation = z.enum(attestations);

/** The network of a whole provider is no site. */
const shortestPrefix = { ipv4: 8, ipv6: 16 } as const;
const range = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

function isSiteRange(text: string): boolean {
  if (!range.safeParse(text).success) return false;
  const [address = '', prefix] = text.split('/');
  const least = address.includes(':') ? shortestPrefix.ipv6 : shortestPrefix.ipv4;
  return prefix === undefined || Number(prefix) >= least;
}

/** An address or a range (RFC 4632 section 3.1, RFC 4291 section 2.3); bits beyond the prefix do not count. */
export const addressRange = z.string().trim().max(50).refine(isSiteRange);

export const siteRequest = z.strictObject({
  name: z.string().trim().min(1).max(80),
  ranges: z.array(addressRange).min(1).max(50),
  attestations: z
    .array(attestation)
    .min(1)
    .refine(all => new Set(all).size === all.length, 'each once'),
});
export type SiteRequest = z.infer<typeof siteRequest>;

export const siteView = z.strictObject({
  id,
  name: z.string(),
  ranges: z.array(z.string()),
  attestations: z.array(attestation),
});
export type SiteView = z.infer<typeof siteView>;

/** `address`: where this request came from, which its person may be about to enter. */
export const siteList = z.strictObject({ items: z.array(siteView), address: z.string() });
export type SiteList = z.infer<typeof siteList>;

/** Where an ident centre's agents and supervisors work. Without any site they may work from everywhere. */
export const siteApi = {
  listSites: {
    action: 'manage_sites',
    method: 'get',
    path: '/api/console/sites',
    summary: 'The ident centre’s sites by name',
    status: 200,
    reply: siteList,
    refusals: ['not_permitted'],
  },
  addSite: {
    action: 'manage_sites',
    method: 'post',
    path: '/api/console/sites',
    summary: 'From the first one on, who takes or watches calls has to be at one',
    body: siteRequest,
    status: 201,
    reply: siteView,
    refusals: ['not_permitted', 'conflict'],
  },
  changeSite: {
    action: 'manage_sites',
    method: 'patch',
    path: '/api/console/sites/{id}',
    summary: 'Who is at none any more is out at once',
    body: siteRequest,
    status: 200,
    reply: siteView,
    refusals: ['not_permitted', 'not_found', 'conflict'],
  },
  removeSite: {
    action: 'manage_sites',
    method: 'post',
    path: '/api/console/sites/{id}/removal',
    summary: 'Without the last one nobody is bound to a site any more',
    status: 204,
    refusals: ['not_permitted', 'not_found'],
  },
} as const satisfies Record<string, ConsoleEndpoint>;
