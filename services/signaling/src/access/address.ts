import { isIPv4, isIPv6 } from 'node:net';

/** An address without what Node adds: the zone, and the IPv6 form of an IPv4 address. Undefined for anything else. */
export function bareAddress(ip: string | undefined): string | undefined {
  const bare = (ip ?? '').replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  return isIPv4(bare) || isIPv6(bare) ? bare : undefined;
}

/**
 * What counts as one address: an IPv4 address, or the /64 that one IPv6 subscriber has at least (RFC 6177).
 * @param ip as Express and Node write it
 */
export function addressOf(ip: string | undefined): string {
  const bare = bareAddress(ip);
  if (bare === undefined) return 'unknown';
  if (isIPv4(bare)) return bare;
  // the URL parser writes every address in one way, also one that ends in dotted decimals (RFC 5952)
  const [head = '', tail = ''] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::');
  const [left, right] = [head, tail].map(part => part.split(':').filter(Boolean)) as [string[], string[]];
  const all = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return `${all.slice(0, 4).join(':')}::/64`;
}
