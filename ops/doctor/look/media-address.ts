import { reachesAsFar, reachOf, reachOfOrigin } from '../addresses.ts';
import { ok, problem, type Finding } from '../finding.ts';

const check = 'announced-address';

/** Whether browsers that can open the customer's page can also send media to the addresses they are told. */
export function lookAtAnnouncedAddresses({
  customerOrigin,
  announced,
}: {
  customerOrigin: string;
  announced: readonly string[];
}): Finding[] {
  const wanted = reachOfOrigin(customerOrigin);
  if (announced.length === 0) {
    if (wanted === 'loopback') return [ok(check, 'Media stays on this machine, as do the pages.')];
    return [
      problem(check, {
        what: 'ANNOUNCED_ADDRESS is not set.',
        why: `Pages are opened at ${customerOrigin}, but browsers would be told to send media to the address the media node listens on.`,
        todo: 'Set ANNOUNCED_ADDRESS to the address at which callers reach the media ports.',
      }),
    ];
  }
  return announced.map(address => {
    const reach = reachOf(address);
    if (reach === undefined)
      return problem(check, {
        what: `ANNOUNCED_ADDRESS holds ${address}, which is not an IP address.`,
        why: 'Browsers need an address; not all of them look up names in candidates.',
        todo: 'Use the numeric address.',
      });
    if (reachesAsFar(reach, wanted)) return ok(check, `Media goes to ${address} (${reach}).`);
    return problem(check, {
      what: `ANNOUNCED_ADDRESS holds ${address}, which is a ${reach} address, while the pages are at ${customerOrigin}.`,
      why: 'A caller from outside sees the page but never a picture: its media goes nowhere.',
      todo: 'Set ANNOUNCED_ADDRESS to the public address; behind NAT, the address of the router that forwards MEDIA_PORTS.',
    });
  });
}
