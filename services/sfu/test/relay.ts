import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** First byte of STUN: 0 to 3 (RFC 7983, section 7). */
const isStun = (datagram: Buffer) => (datagram[0] ?? 0) <= 3;

/**
 * A path to a media node's UDP port that can be lost, as when a phone changes its network: nothing of the old ICE
 * session passes any more, only what comes under other credentials.
 */
export async function openPath(port: number) {
  const front = createSocket('udp4');
  front.bind(0, '127.0.0.1');
  await once(front, 'listening');
  const upstreams = new Map<number, Socket>();
  let lost: Buffer | undefined;
  const passes = (datagram: Buffer) => {
    if (lost && isStun(datagram) && datagram[0] === 0 && !datagram.includes(lost)) lost = undefined;
    return lost === undefined;
  };
  front.on('message', (datagram, browser) => {
    let upstream = upstreams.get(browser.port);
    if (!upstream) {
      upstream = createSocket('udp4');
      upstream.on('message', answer => {
        if (lost === undefined) front.send(answer, browser.port, browser.address);
      });
      upstreams.set(browser.port, upstream);
    }
    if (passes(datagram)) upstream.send(datagram, port, '127.0.0.1');
  });
  return {
    port: front.address().port,
    /** @param usernameFragment of the node's end of the ICE session that is lost */
    lose: (usernameFragment: string) => (lost = Buffer.from(usernameFragment)),
    close: () => {
      front.close();
      for (const upstream of upstreams.values()) upstream.close();
    },
  };
}
