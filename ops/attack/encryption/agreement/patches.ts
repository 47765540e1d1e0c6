import type { Patch } from '../../attack.ts';

/* Defences of the key agreement that more than one attack runs into. */

export const withoutCommitment: Patch = {
  file: 'packages/e2ee/src/agreement/agent.ts',
  find: "    if (!equal(await commitTo(helloC), commit)) throw new E2eeError('commit_mismatch');\n",
  replace: '',
};

export const withoutSignature: Patch = {
  file: 'packages/e2ee/src/agreement/initiator.ts',
  find: '!(await crypto.subtle.verify(ECDSA_SHA384, agent.deviceKey, signature, signed))',
  replace: 'false',
};

/** Certificates are read, not verified. */
export const withoutRoot: Patch[] = [
  {
    file: 'packages/e2ee/src/identity/certificate.ts',
    find: "await verify('visavis-certificate', certificateSchema, jws, root, 'bad_certificate')",
    replace: "peek('visavis-certificate', certificateSchema, jws, 'bad_certificate')",
  },
  {
    file: 'packages/e2ee/src/identity/certificate.ts',
    find: 'import { sign, verify }',
    replace: 'import { peek, sign, verify }',
  },
];
