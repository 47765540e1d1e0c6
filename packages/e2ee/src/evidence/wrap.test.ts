import { createDecipheriv, createECDH, createHash, hkdfSync } from 'node:crypto';
import { ml_kem1024 } from '@noble/post-quantum/ml-kem.js';
import { describe, expect, it } from 'vitest';
import { codeOf, context } from '../../test/evidence.ts';
import { makeEvidenceKey, makeList } from '../../test/lists.ts';
import { fromBase64Url, toBase64Url } from '../bytes.ts';
import { createContentKey, openContentKey } from './content-key.ts';
import { generateEvidenceKeyFile, loadEvidenceKeyFile } from './evidence-key.ts';
import { SUITE } from './recipients.ts';
import type { WrappedContentKey } from './wrap.ts';

type Hybrid = Extract<WrappedContentKey, { suite: typeof SUITE.hybrid }>;

function hybridOf(wrapped: readonly WrappedContentKey[]): Hybrid {
  const [wrap] = wrapped;
  if (wrap?.suite !== SUITE.hybrid) throw new Error('not hybrid');
  return wrap;
}

async function sealed(suite?: (typeof SUITE)[keyof typeof SUITE]) {
  const key = await makeEvidenceKey('tenant-1', suite);
  const { list } = await makeList([key]);
  const content = await createContentKey(context, list);
  const open = (wraps: readonly WrappedContentKey[], own = key) =>
    codeOf(openContentKey(wraps, context, content.commitment, list, [own]));
  return { key, list, content, open };
}

const lp = (...parts: Uint8Array[]) =>
  Buffer.concat(
    parts.flatMap(part => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part.length);
      return [length, part];
    }),
  );
const labelOf = (use: string) => lp(Buffer.from(`visavis e2ee v1 ${use}`));
const raw = (text: string) => Buffer.from(text, 'base64url');

/** A second implementation, on Node's own crypto, by the words of SPEC 6 alone. */
function unwrapBySpec(
  wrap: Hybrid,
  file: Extract<Awaited<ReturnType<typeof generateEvidenceKeyFile>>, { suite: typeof SUITE.hybrid }>,
  listHash: string,
): Buffer {
  const ecdh = createECDH('secp384r1');
  ecdh.setPrivateKey(raw(file.privateKey.d));
  const { publicKey, secretKey } = ml_kem1024.keygen(raw(file.kemSeed));
  const [point, ciphertext] = [raw(wrap.point), raw(wrap.kemCiphertext)];
  const secret = Buffer.concat([
    ecdh.computeSecret(point),
    ml_kem1024.decapsulate(new Uint8Array(ciphertext), secretKey),
  ]);
  const { tenant, identification, attempt, artefact } = context;
  const fields = [tenant, identification, attempt, artefact, wrap.recipient].map(text => Buffer.from(text));
  const aad = Buffer.concat([labelOf('content key wrap'), lp(...fields, raw(listHash))]);
  const label = labelOf('content key encryption');
  const said = lp(point, ciphertext, ecdh.getPublicKey(), publicKey, aad);
  const bound = createHash('sha384').update(label).update(said).digest();
  const kek = Buffer.from(hkdfSync('sha384', secret, bound, Buffer.concat([label, lp(bound)]), 32));
  const cipher = createDecipheriv('id-aes256-wrap', kek, Buffer.alloc(8, 0xa6));
  return Buffer.concat([cipher.update(raw(wrap.encryptedKey)), cipher.final()]);
}

const flipped = (text: string, at: number): string => {
  const bytes = fromBase64Url(text);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return toBase64Url(bytes);
};

describe('wraps', () => {
  it('R51 for P-384 alone are a JWE that opens with its key', async () => {
    const { content, open } = await sealed(SUITE.ecdh);
    const [wrap] = content.wrapped;
    if (wrap?.suite !== SUITE.ecdh) throw new Error('not by ECDH alone');
    expect(await open([wrap])).toBe('opened');
    const jwe = { ...wrap.jwe, encrypted_key: flipped(wrap.jwe.encrypted_key, 3) };
    expect(await open([{ ...wrap, jwe }])).toBe('bad_content_key');
  });

  it('R51 of another suite than the recipient’s are refused: no way around either half', async () => {
    const { key, list, content, open } = await sealed();
    const { publicKey } = key.recipient;
    const classical = { suite: SUITE.ecdh, id: key.recipient.id, publicKey } as const;
    const { wrapped, commitment } = await createContentKey(context, { ...list, recipients: [classical] });
    expect(wrapped[0]?.suite).toBe(SUITE.ecdh);
    expect(await open(wrapped)).toBe('wrong_recipients');
    expect(await open([...content.wrapped, ...wrapped])).toBe('wrong_recipients');
    // the list is a lie as well: what is wrapped for half of a hybrid key does not open with it
    const half = { ...list, recipients: [classical] };
    expect(await codeOf(openContentKey(wrapped, context, commitment, half, [key]))).toBe('bad_content_key');
  });

  it('R52 of hybrid recipients need both halves: with either swapped they do not open', async () => {
    const { content, list, open } = await sealed();
    const wrap = hybridOf(content.wrapped);
    const other = hybridOf((await createContentKey(context, list)).wrapped);
    expect(await open([wrap])).toBe('opened');
    for (const half of ['point', 'kemCiphertext', 'encryptedKey'] as const)
      expect(await open([{ ...wrap, [half]: other[half] }])).toBe('bad_content_key');
    for (const half of ['kemCiphertext', 'encryptedKey'] as const)
      expect(await open([{ ...wrap, [half]: flipped(wrap[half], 5) }])).toBe('bad_content_key');
    expect(await open([{ ...wrap, point: flipped(wrap.point, 0) }])).toBe('bad_content_key');
  });

  it('R52 are bound to all that the specification says: a second implementation opens them', async () => {
    const file = await generateEvidenceKeyFile('tenant-1', new Date());
    if (file.suite !== SUITE.hybrid) throw new Error('not hybrid');
    const { list } = await makeList([await loadEvidenceKeyFile(file)]);
    const { wrapped, commitment } = await createContentKey(context, list);
    const key = unwrapBySpec(hybridOf(wrapped), file, list.sha384);
    const { tenant, identification, attempt, artefact } = context;
    const fields = [tenant, identification, attempt, artefact].map(text => Buffer.from(text));
    const committed = createHash('sha384')
      .update(labelOf('content key'))
      .update(lp(...fields, key));
    expect(key.length).toBe(32);
    expect(committed.digest('base64url')).toBe(commitment);
  });

  it('R52 of hybrid recipients need both secret keys', async () => {
    const { key, content, open } = await sealed();
    const other = await makeEvidenceKey('tenant-1');
    if (!other.kemSecret) throw new Error('not hybrid');
    expect(await open(content.wrapped, { ...key, privateKey: other.privateKey })).toBe('bad_content_key');
    expect(await open(content.wrapped, { ...key, kemSecret: other.kemSecret })).toBe('bad_content_key');
    const { tenant, privateKey, recipient } = key;
    expect(await open(content.wrapped, { tenant, privateKey, recipient })).toBe('bad_content_key');
  });

  it('R52 R55 open only under the context, recipient and list they were made for', async () => {
    for (const suite of [SUITE.ecdh, SUITE.hybrid]) {
      const { key, list, content } = await sealed(suite);
      const { wrapped, commitment } = content;
      for (const field of ['tenant', 'identification', 'attempt', 'artefact'] as const) {
        const moved = { ...context, [field]: 'x' };
        expect(await codeOf(openContentKey(wrapped, moved, commitment, list, [key]))).toBe('bad_content_key');
      }
      const { list: later } = await makeList([key], { version: 2 });
      expect(await codeOf(openContentKey(wrapped, context, commitment, later, [key]))).toBe(
        'bad_content_key',
      );
    }
  });
});
