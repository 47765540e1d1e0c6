import { isIPv4, isIPv6 } from 'node:net';

/** An address without what Node adds: the zone, and the IPv6 form of an IPv4 address. Undefined for anything else. */
export function bareAddress(ip: string | undefined): string | undefined {
  const bare = (ip ?? '').replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  return isIPv4(bare) || isIPv6(bare) ? bare : undefined;
}

/** The first `bits`, a multiple of 16, of an IPv6 address. */
function prefixOf(bare: string, bits: number): string {
  // the URL parser writes every address in one way, also one that ends in dotted decimals (RFC 5952)
  const [head = '', tail = ''] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::');
  const [left, right] = [head, tail].map(part => part.split(':').filter(Boolean)) as [string[], string[]];
  const all = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return `${all.slice(0, bits / 16).join(':')}::/${bits}`;
}

/**
 * What counts as one address: an IPv4 address, or the /64 that one IPv6 subscriber has at least (RFC 6177).
 * @param ip as Express and Node write it
 */
export function addressOf(ip: string | undefined): string {
  const bare = bareAddress(ip);
  if (bare === undefined) return 'unknown';
  return isIPv4(bare) ? bare : prefixOf(bare, 64);
}

/**
 * What counts as one network: an IPv4 /24, or the /48 of an IPv6 site (RFC 6177). Undefined for what is no address.
 * @param ip as Express and Node write it
 */
export function networkOf(ip: string | undefined): string | undefined {
  const bare = bareAddress(ip);
  if (bare === undefined) return undefined;
  return isIPv4(bare) ? bare.replace(/\d+$/, '0/24') : prefixOf(bare, 48);
}
