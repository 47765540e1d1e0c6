import type { Attack } from '../../attack.ts';
import { makeTenant } from '../hostile/tenant.ts';

const pinned = [
  {
    file: 'packages/e2ee/src/identity/fingerprint.ts',
    find: 'return equal(parseFingerprint(await rootFingerprint(publicKey)), parseFingerprint(typed));',
    replace: 'return parseFingerprint(typed).length > 0;',
  },
];

/** The tenant sends its links itself, with the fingerprint of its root; the server names a root of its own. */
export const falseRootForLink: Attack = {
  name: 'false-root-for-a-link',
  by: "The customer's page compares the root that the server names with the fingerprint in the link's fragment, which no server sees (R24).",
  defence: pinned,
  run: async house => {
    const { isLinkedCompany } = await house.load('web/customer/src/features/journey/trust.ts');
    const [tenant, own] = [await makeTenant(house), await makeTenant(house)];
    const isTaken = await isLinkedCompany({ rootFingerprint: tenant.root.fingerprint }, own.root.publicJwk);
    return {
      succeeded: isTaken,
      seen: `the customer's page ${isTaken ? "took the server's root for its company's" : "refused the server's root"}`,
    };
  },
};

/** A device lost its pin and registers anew: the server names a root of its own to it. */
export const falseRootAtRegistration: Attack = {
  name: 'false-root-at-registration',
  by: 'A staff device registers only when the fingerprint typed in, obtained outside the platform, is that of the root it is told (R24).',
  defence: pinned,
  run: async house => {
    const { matchesFingerprint, verifyCertificate } = await house.load('packages/e2ee/src/index.ts');
    const [tenant, own] = [await makeTenant(house), await makeTenant(house)];
    const typed = tenant.root.fingerprint.toUpperCase().replaceAll('-', ' ');
    if (!(await matchesFingerprint(own.root.publicKey, typed)))
      return { succeeded: false, seen: "the device refused the server's root" };
    const { certificate } = await own.agent({ name: 'Mallory' });
    const { name } = await verifyCertificate(certificate, own.root.publicKey, {
      tenant: own.id,
      now: 1_800_000_000,
    });
    return { succeeded: true, seen: `the device took the server's root, and with it ${name}'s certificate` };
  },
};
