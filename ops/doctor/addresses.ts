import { BlockList, isIP } from 'node:net';

export type Reach = 'loopback' | 'private' | 'public';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Not routed on the Internet: RFC 1918, 6598, 3927, 4193, 4291, and the unspecified address. */
const internal = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  internal.addSubnet(net, prefix, 'ipv4');
internal.addSubnet('fc00::', 7, 'ipv6');
internal.addSubnet('fe80::', 10, 'ipv6');
internal.addAddress('::', 'ipv6');

/** From where an IP address can be reached; undefined for what is not an address. */
export function reachOf(address: string): Reach | undefined {
  const version = isIP(address);
  if (version === 0) return undefined;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (loopback.check(address, family)) return 'loopback';
  return internal.check(address, family) ? 'private' : 'public';
}

/** From where an origin is meant to be reached, by its name alone. */
export function reachOfOrigin(origin: string): Reach {
  const { hostname } = new URL(origin);
  const name = hostname.replace(/^\[|\]$/g, '');
  if (name === 'localhost' || name.endsWith('.localhost')) return 'loopback';
  return (
    reachOf(name) ?? (name.includes('.') && !/\.(local|internal|lan)$/.test(name) ? 'public' : 'private')
  );
}

const order: Reach[] = ['loopback', 'private', 'public'];

/** Whether media sent to `address` arrives from wherever `origin` is opened. */
export const reachesAsFar = (address: Reach, origin: Reach): boolean =>
  order.indexOf(address) >= order.indexOf(origin);
