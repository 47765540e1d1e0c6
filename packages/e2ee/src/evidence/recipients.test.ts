import { describe, expect, it } from 'vitest';
import { codeOf, context } from '../../test/evidence.ts';
import { makeEvidenceKey, makeList, makeRoot } from '../../test/lists.ts';
import { NOW } from '../../test/parties.ts';
import { toBase64Url } from '../bytes.ts';
import { sign } from '../identity/signed.ts';
import { createContentKey, openContentKey } from './content-key.ts';
import { generateEvidenceKeyFile, loadEvidenceKeyFile } from './evidence-key.ts';
import {
  claimedRecipientList,
  readRecipientList,
  recipientId,
  signRecipientList,
  SUITE,
  verifyRecipientList,
  type Recipient,
} from './recipients.ts';

const about = { tenant: 'tenant-1', contract: 'c-1', version: 3, expires: NOW + 10 };
const expected = { tenant: 'tenant-1', contract: 'c-1', now: NOW, seenVersion: 3 };
const recipientsOf = async (count: number) =>
  (await Promise.all(Array.from({ length: count }, () => makeEvidenceKey('tenant-1')))).map(
    ({ recipient }) => recipient,
  );

describe('recipient lists', () => {
  it('R28 are refused from other roots, tenants, contracts, times and lower versions', async () => {
    const [root, stranger] = [await makeRoot('tenant-1'), await makeRoot('tenant-1')];
    const jws = await signRecipientList({ ...about, recipients: await recipientsOf(1) }, root.privateKey);
    const code = (other: Partial<typeof expected>, key = root.publicKey) =>
      codeOf(verifyRecipientList(jws, key, { ...expected, ...other }));
    expect(await code({})).toBe('opened');
    expect(await code({}, stranger.publicKey)).toBe('bad_recipient_list');
    expect(await code({ tenant: 'x' })).toBe('bad_recipient_list');
    expect(await code({ contract: 'x' })).toBe('bad_recipient_list');
    expect(await code({ now: NOW + 10 })).toBe('recipient_list_expired');
    expect(await code({ seenVersion: 4 })).toBe('recipient_list_superseded');
    const nobody = { version: 1, sha384: '', threshold: 1, recipients: [] };
    expect(await codeOf(createContentKey(context, nobody))).toBe('bad_recipient_list');
  });

  it('R50 name each recipient after its keys, both of them', async () => {
    const [one, two] = await recipientsOf(2);
    if (one?.suite !== SUITE.hybrid || two?.suite !== SUITE.hybrid) throw new Error('not hybrid');
    const root = await makeRoot('tenant-1');
    const forged: Recipient[] = [
      { ...one, kemKey: two.kemKey },
      { ...one, publicKey: two.publicKey },
      { ...one, id: two.id },
      { suite: SUITE.ecdh, id: one.id, publicKey: one.publicKey },
    ];
    for (const recipient of forged) {
      const list = { ...about, recipients: [recipient] };
      expect(await codeOf(signRecipientList(list, root.privateKey))).toBe('bad_recipient_list');
      // a list that somebody signed all the same is refused by everyone who reads it
      const jws = await sign('visavis-recipients', { v: 1, threshold: 1, ...list }, root.privateKey);
      expect(await codeOf(verifyRecipientList(jws, root.publicKey, expected))).toBe('bad_recipient_list');
      expect(await codeOf(readRecipientList(jws, root.publicKey, 'tenant-1'))).toBe('bad_recipient_list');
    }
  });

  it('R50 with a threshold that cannot stand, or a key twice or unsound, are refused', async () => {
    const recipients = await recipientsOf(3);
    const [one, two] = recipients;
    if (one?.suite !== SUITE.hybrid || !two) throw new Error('not hybrid');
    const root = await makeRoot('tenant-1');
    const signing = (list: { threshold: number; recipients: Recipient[] }) =>
      codeOf(signRecipientList({ ...about, ...list }, root.privateKey));
    expect(await signing({ threshold: 3, recipients })).toBe('opened');
    for (const threshold of [0, 4, 1.5])
      expect(await signing({ threshold, recipients })).toBe('bad_recipient_list');
    expect(await signing({ threshold: 2, recipients: [one, two, one] })).toBe('bad_recipient_list');
    const offCurve = { ...one.publicKey, y: toBase64Url(new Uint8Array(48).fill(1)) };
    const unsound = { suite: SUITE.hybrid, publicKey: offCurve, kemKey: one.kemKey };
    const kem = toBase64Url(new Uint8Array(1568).fill(255));
    const unreduced = { suite: SUITE.hybrid, publicKey: one.publicKey, kemKey: kem };
    for (const keys of [unsound, unreduced]) {
      const recipient = { ...keys, id: await recipientId(keys) };
      expect(await signing({ threshold: 1, recipients: [recipient] })).toBe('bad_recipient_list');
    }
  });

  it('R57 are rotated: what was sealed before opens with the old list and key, and only so', async () => {
    const root = await makeRoot('tenant-1');
    const [before, after] = [await makeEvidenceKey('tenant-1'), await makeEvidenceKey('tenant-1')];
    const old = await makeList([before], { root, version: 1 });
    const { list } = await makeList([after], { root, version: 2 });
    const { wrapped, commitment } = await createContentKey(context, old.list);
    // years later: the list has expired and another is in force
    const archived = await readRecipientList(old.jws, root.publicKey, 'tenant-1');
    expect(await codeOf(openContentKey(wrapped, context, commitment, archived, [before]))).toBe('opened');
    expect(await codeOf(openContentKey(wrapped, context, commitment, archived, [after]))).toBe(
      'too_few_keys',
    );
    expect(await codeOf(openContentKey(wrapped, context, commitment, list, [before, after]))).toBe(
      'wrong_recipients',
    );
    const superseded = { ...expected, now: NOW, seenVersion: 2 };
    expect(await codeOf(verifyRecipientList(old.jws, root.publicKey, superseded))).toBe(
      'recipient_list_superseded',
    );
  });

  it('can be read before they are verified, for people to look at', async () => {
    const { jws, list } = await makeList([await makeEvidenceKey('tenant-1')]);
    expect(await claimedRecipientList(jws)).toEqual(list);
    for (const nonsense of ['', 'a.b.c', `x.${toBase64Url(new Uint8Array(3))}.y`])
      expect(await claimedRecipientList(nonsense)).toBeNull();
  });
});

describe('evidence key files', () => {
  it('R50 hold both secrets, hybrid unless asked otherwise, and are refused when altered', async () => {
    const file = await generateEvidenceKeyFile('tenant-1', new Date());
    const other = await generateEvidenceKeyFile('tenant-1', new Date());
    if (file.suite !== SUITE.hybrid || other.suite !== SUITE.hybrid) throw new Error('not hybrid');
    const loaded = await loadEvidenceKeyFile(JSON.parse(JSON.stringify(file)));
    expect(loaded.recipient).toMatchObject({ id: file.id, suite: SUITE.hybrid });
    await expect(crypto.subtle.exportKey('jwk', loaded.privateKey)).rejects.toThrow();
    const classical = await generateEvidenceKeyFile('tenant-1', new Date(), SUITE.ecdh);
    expect((await loadEvidenceKeyFile(classical)).recipient).toMatchObject({ suite: SUITE.ecdh });
    const altered: unknown[] = [
      { ...file, kemSeed: other.kemSeed },
      { ...file, privateKey: other.privateKey },
      { ...file, suite: SUITE.ecdh },
      { ...classical, suite: SUITE.hybrid },
      { ...file, privateKey: { ...file.privateKey, d: other.privateKey.d } },
      {},
    ];
    for (const json of altered) expect(await codeOf(loadEvidenceKeyFile(json))).toBe('bad_key_file');
  });
});
