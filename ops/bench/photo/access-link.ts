import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumPath } from '@visavis/test-kit/browser';

/** The near end of the link: what the far end reaches of everything else. */
export const NEAR_ADDRESS = '10.78.0.1';
const FAR_ADDRESS = '10.78.0.2';

export interface AccessLink {
  /** A Chromium at the link's far end: what `CHROMIUM_BIN` is to be. */
  chromium: string;
  /** Makes a port of this side's 127.0.0.1 reachable from the far end. @returns the port on `NEAR_ADDRESS` */
  expose: (port: number) => Promise<number>;
  close: () => void;
}

function run(command: string): void {
  const { status, stderr } = spawnSync('sh', ['-ec', command], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
}

/** What a slow access does in one direction: a queue of a third of a second, and chance that spares nobody. */
const shape = (device: string, bitsPerSecond: number) =>
  `tc qdisc add dev ${device} root tbf rate ${bitsPerSecond}bit burst 16kb latency 333ms`;
const lose = (device: string, percent: number) =>
  [
    'nft add table inet loss',
    "nft 'add chain inet loss come { type filter hook input priority 0; }'",
    `nft 'add rule inet loss come iifname "${device}" numgen random mod 100 < ${percent} drop'`,
  ].join('\n');

/**
 * A network namespace beside this one, behind a link of a given rate that loses packets, the same in both directions.
 * To be called in a namespace of one's own: it leaves interfaces behind until that is gone.
 */
export async function openAccessLink(bitsPerSecond: number, lossPercent: number): Promise<AccessLink> {
  const holder = spawn('unshare', ['--net', 'sh', '-c', 'echo; exec sleep infinity'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  const there = `nsenter --net=/proc/${holder.pid}/ns/net`;
  run(`
    ip link add near type veth peer name far netns ${holder.pid}
    ip address add ${NEAR_ADDRESS}/24 dev near
    ip link set near up
    ${shape('near', bitsPerSecond)}
    ${lose('near', lossPercent)}
  `);
  const far = [
    'ip link set lo up',
    `ip address add ${FAR_ADDRESS}/24 dev far`,
    'ip link set far up',
    `ip route add default via ${NEAR_ADDRESS} dev far`,
    shape('far', bitsPerSecond),
    lose('far', lossPercent),
  ];
  const folder = mkdtempSync(join(tmpdir(), 'visavis-link-'));
  const script = join(folder, 'far.sh');
  writeFileSync(script, far.join('\n'));
  run(`${there} sh -e ${script}`);
  const chromium = join(folder, 'chromium');
  writeFileSync(chromium, `#!/bin/sh\nexec ${there} -- ${chromiumPath()} "$@"\n`, { mode: 0o755 });
  const servers: ReturnType<typeof createServer>[] = [];
  return {
    chromium,
    expose: async port => {
      const server = createServer(socket => {
        const onward = connect(port, '127.0.0.1');
        for (const each of [socket, onward]) each.on('error', () => each.destroy());
        socket.pipe(onward).pipe(socket);
      });
      servers.push(server);
      await once(server.listen(0, NEAR_ADDRESS), 'listening');
      return (server.address() as AddressInfo).port;
    },
    close: () => {
      for (const server of servers) server.close();
      holder.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
