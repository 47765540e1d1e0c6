import { readFileSync } from 'node:fs';
import { ok, unknown, warning, type Finding } from '../finding.ts';

const check = 'receive-buffer';
/** What the media node asks for. */
const wantedBytes = 4 * 1024 * 1024;

export function judgeReceiveBuffer(most: number): Finding {
  if (most >= wantedBytes) return ok(check, `net.core.rmem_max is ${most}.`);
  return warning(check, {
    what: `net.core.rmem_max is ${most}, less than the ${wantedBytes} bytes that media ports want.`,
    why: 'Bursts overflow the ports’ buffers: with the kernel’s usual 212992 up to 0.55 % of packets were lost under load.',
    todo: `On the machine of the media node (containers share its setting): sysctl -w net.core.rmem_max=${wantedBytes}, and the same in /etc/sysctl.d/ to keep it.`,
  });
}

/** The limit of this machine; in a container without it, of nobody knows. */
export function lookAtKernel(file = '/proc/sys/net/core/rmem_max'): Finding {
  try {
    return judgeReceiveBuffer(Number(readFileSync(file, 'utf8')));
  } catch {
    return unknown(check, {
      what: 'net.core.rmem_max cannot be read from here.',
      why: 'Below 4194304 the media ports lose packets in bursts.',
      todo: 'Run `sysctl net.core.rmem_max` on the machine of the media node.',
    });
  }
}
