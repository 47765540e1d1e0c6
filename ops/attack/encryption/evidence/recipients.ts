import type { Attack, Outcome, Patch } from '../../attack.ts';
import type { House } from '../../house.ts';
import type { EvidenceKey } from '@visavis/e2ee';
import { contract, makeEvidenceKey, place, signList } from '../hostile/evidence.ts';
import { attempt } from '../hostile/media.ts';
import { makeTenant, NOW, type Tenant } from '../hostile/tenant.ts';

const recipients = 'packages/e2ee/src/evidence/recipients.ts';
const secret = "Ada's identity card";

/**
 * The agent's end is given a list, and seals a still if it takes it; the attacker opens it with the key it put there.
 * @param seenVersion the highest version that this end has sealed for
 */
async function sealFor(
  house: House,
  tenant: Tenant,
  list: string,
  key: EvidenceKey,
  what: string,
  seenVersion = 1,
): Promise<Outcome> {
  const e2ee = await house.load('packages/e2ee/src/index.ts');
  const expected = { tenant: tenant.id, contract, now: NOW, seenVersion };
  const taken = await attempt(e2ee.verifyRecipientList(list, tenant.root.publicKey, expected));
  if ('refused' in taken)
    return { succeeded: false, seen: `the agent's end refused ${what}: ${taken.refused}` };
  const context = { ...place(), artefact: 'artefact-1' };
  const content = await e2ee.createContentKey(context, taken.value);
  const still = await e2ee.sealArtefact(content.key, context, Uint8Array.from(Buffer.from(secret)));
  const opening = await e2ee.openContentKey(content.wrapped, context, content.commitment, taken.value, [key]);
  const opened = await e2ee.openSegment(opening, context, 0, true, still.ciphertext);
  const text = Buffer.from(opened).toString();
  return { succeeded: text === secret, seen: `the agent's end took ${what}, and the server read "${text}"` };
}

const withoutSignedList: Patch[] = [
  {
    file: recipients,
    find: "await verify('visavis-recipients', recipientListSchema, jws, root, 'bad_recipient_list')",
    replace: "peek('visavis-recipients', recipientListSchema, jws, 'bad_recipient_list')",
  },
  { file: recipients, find: 'import { sign, verify }', replace: 'import { peek, sign, verify }' },
];

export const swappedList: Attack = {
  name: 'swapped-recipient-list',
  by: "A recipient list is signed by the tenant's root (R28): without a valid one nothing is sealed.",
  defence: withoutSignedList,
  sampled: true,
  run: async house => {
    const [tenant, own] = [await makeTenant(house), await makeTenant(house)];
    const key = await makeEvidenceKey(house);
    return sealFor(house, tenant, await signList(house, own, [key]), key, 'a list with a key of the server');
  },
};

export const rolledBackList: Attack = {
  name: 'rolled-back-recipient-list',
  by: 'Lists have rising versions, and a device refuses one below the highest that it has seen (R28).',
  defence: [
    {
      file: recipients,
      find: "if (list.version < expected.seenVersion) throw new E2eeError('recipient_list_superseded');",
      replace: '',
    },
  ],
  run: async house => {
    const tenant = await makeTenant(house);
    const leaked = await makeEvidenceKey(house);
    const old = await signList(house, tenant, [leaked], { version: 1 });
    return sealFor(house, tenant, old, leaked, 'the list from before a key was lost', 2);
  },
};

export const otherContractsList: Attack = {
  name: 'recipient-list-of-another-contract',
  by: 'A list names its contract (R28).',
  defence: [
    {
      file: recipients,
      find: "if (list.contract !== expected.contract) throw new E2eeError('bad_recipient_list', 'of another contract');",
      replace: '',
    },
  ],
  run: async house => {
    const tenant = await makeTenant(house);
    const key = await makeEvidenceKey(house);
    const list = await signList(house, tenant, [key], { contract: 'contract-2' });
    return sealFor(house, tenant, list, key, "another contract's list");
  },
};

export const expiredList: Attack = {
  name: 'expired-recipient-list',
  by: 'A list has an end, after which nothing is sealed for it (R28).',
  defence: [
    {
      file: recipients,
      find: "if (expected.now >= list.expires) throw new E2eeError('recipient_list_expired');",
      replace: '',
    },
  ],
  run: async house => {
    const tenant = await makeTenant(house);
    const key = await makeEvidenceKey(house);
    const list = await signList(house, tenant, [key], { expires: NOW - 1 });
    return sealFor(house, tenant, list, key, 'a list that had run out');
  },
};
