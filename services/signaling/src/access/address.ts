import { isIPv4, isIPv6 } from 'node:net';

/**
 * What counts as one address: an IPv4 address, or the /64 that one IPv6 subscriber has at least (RFC 6177).
 * @param ip as Express and Node write it
 */
export function addressOf(ip: string | undefined): string {
  const bare = (ip ?? '').replace(/%.*$/, '');
  const mapped = bare.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIPv4(mapped)) return mapped;
  if (!isIPv6(bare)) return 'unknown';
  // the URL parser writes every address in one way, also one that ends in dotted decimals (RFC 5952)
  const [head = '', tail = ''] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::');
  const [left, right] = [head, tail].map(part => part.split(':').filter(Boolean)) as [string[], string[]];
  const all = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return `${all.slice(0, 4).join(':')}::/64`;
}
