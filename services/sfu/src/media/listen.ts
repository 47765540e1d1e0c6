import type { types } from 'mediasoup';

export interface MediaAddresses {
  /** Addresses of this machine to listen on. */
  listen: readonly string[];
  /** Addresses browsers are told; empty means those listened on. */
  announced: readonly string[];
  ports: { min: number; max: number };
}

/**
 * Bursts of key frames overflow the kernel's default of 208 kB: up to 0.55 % of
 * packets were lost in measurements. The kernel caps this at net.core.rmem_max.
 */
const receiveBufferBytes = 4 * 1024 * 1024;

/**
 * What a worker's WebRtcServer listens on: for each address a UDP and a TCP
 * port out of the range. With one listening address and several announced
 * ones, each announced address has its own ports.
 */
export function listenInfos({ listen, announced, ports }: MediaAddresses): types.TransportListenInfo[] {
  const [only = '127.0.0.1'] = listen;
  const pairs: { ip: string; announcedAddress?: string }[] =
    announced.length === 0
      ? listen.map(ip => ({ ip }))
      : announced.map((announcedAddress, index) => ({ ip: listen[index] ?? only, announcedAddress }));
  return pairs.flatMap(pair => [
    { protocol: 'udp', ...pair, portRange: ports, recvBufferSize: receiveBufferBytes },
    { protocol: 'tcp', ...pair, portRange: ports },
  ]);
}
