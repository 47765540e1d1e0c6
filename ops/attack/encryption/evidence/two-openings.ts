import { createHash } from 'node:crypto';
import type { ContentKey } from '@visavis/e2ee';
import type { Attack } from '../../attack.ts';
import type { House } from '../../house.ts';
import { inputOf, makeEvidenceKey, place, show, signChain, signList } from '../hostile/evidence.ts';
import { lp } from '../hostile/agreement.ts';
import { openingTwice } from '../hostile/gcm.ts';
import { makeTenant } from '../hostile/tenant.ts';

/** A content key whose bytes the attacker knows: it listens to the random source of its own device. */
async function knownContentKey(
  house: House,
  ...args: Parameters<typeof import('@visavis/e2ee').createContentKey>
): Promise<{ content: ContentKey; raw: Uint8Array }> {
  const { createContentKey } = await house.load('packages/e2ee/src/index.ts');
  const original = crypto.getRandomValues.bind(crypto);
  let raw: Uint8Array | undefined;
  crypto.getRandomValues = <T extends ArrayBufferView | null>(into: T): T => {
    const filled = original(into as never) as T;
    if (!raw && filled instanceof Uint8Array && filled.length === 32) raw = filled.slice();
    return filled;
  };
  try {
    const content = await createContentKey(...args);
    if (!raw) throw new Error('the content key was not seen');
    return { content, raw };
  } finally {
    crypto.getRandomValues = original;
  }
}

const acquits = Buffer.from('The card is genuine, it is hers.');
const convicts = Buffer.from('The card is forged: reject her!!');

/** A dishonest device of the tenant seals one still that shows two recipients two different things. */
export const twoOpenings: Attack = {
  name: 'one-ciphertext-two-openings',
  by: 'The signed manifest commits to the content key (R27), since AES-GCM does not: a second key is refused.',
  defence: [
    {
      file: 'packages/e2ee/src/evidence/content-key.ts',
      find: '!equal(await commitmentTo(context, raw), fromBase64Url(commitment))',
      replace: 'equal(raw, fromBase64Url(commitment))',
    },
  ],
  run: async house => {
    const { readRecipientList } = await house.load('packages/e2ee/src/index.ts');
    const tenant = await makeTenant(house);
    const keys = [await makeEvidenceKey(house), await makeEvidenceKey(house)] as const;
    const list = await signList(house, tenant, keys);
    const verified = await readRecipientList(list, tenant.root.publicKey, tenant.id);
    const [at, artefact] = [place(), 'artefact-1'];
    const one = await knownContentKey(house, { ...at, artefact }, verified);
    const two = await knownContentKey(house, { ...at, artefact }, verified);
    const fields = [at.tenant, at.identification, at.attempt, artefact].map(field => Buffer.from(field));
    const aad = Buffer.concat([
      lp(Buffer.from('visavis e2ee v1 segment')),
      lp(...fields),
      Buffer.of(0, 0, 0, 0, 1),
    ]);
    const ciphertext = openingTwice([one.raw, two.raw], Buffer.alloc(12), aad, acquits, convicts);
    const sha384 = createHash('sha384').update(ciphertext).digest('base64url');
    const entry = {
      artefact,
      kind: 'still',
      step: 'document_front',
      mime: 'image/jpeg',
      commitment: one.content.commitment,
      recipientList: one.content.recipientList,
      segments: [{ number: 0, last: true, sha384, length: ciphertext.length }],
    };
    const [first, second] = [one.content.wrapped[0], two.content.wrapped[1]];
    if (!first || !second) throw new Error('not wrapped');
    const stored = [{ entry, wrapped: [first, second], segments: new Map([[0, ciphertext]]) }];
    const chain = await signChain(house, at, [[entry]], await tenant.agent());
    const [left, right] = [
      await show(house, inputOf(at, tenant, [keys[0]], list, stored, chain)),
      await show(house, inputOf(at, tenant, [keys[1]], list, stored, chain)),
    ];
    const readsGood = left.isComplete && left.content.startsWith(acquits.toString());
    const readsBad = right.isComplete && right.content.includes(convicts.toString());
    if (!readsGood) throw new Error(`the first recipient could not open it: ${left.codes}`);
    return {
      succeeded: readsBad,
      seen: readsBad
        ? `one ciphertext under one tag: one recipient read "${acquits.toString()}", the other "${convicts.toString()}"`
        : `one recipient read "${acquits.toString()}" out of the colliding ciphertext; the other's key was refused: ${right.codes}`,
    };
  },
};
