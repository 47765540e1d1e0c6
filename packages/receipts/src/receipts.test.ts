import { randomUUID } from 'node:crypto';
import type { DeletionReceipt, PublicJwk, ReceiptLeaf } from '@visavis/protocol';
import { calculateJwkThumbprint, CompactSign, exportJWK, generateKeyPair } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalBytes } from './canonical.ts';
import { chainStart, checkChain, issueReceipts, nextInChain, verifyReceipt } from './index.ts';

const tenantId = randomUUID();
const digest = 'A'.repeat(64);

const leaf = (): ReceiptLeaf => ({
  v: 1,
  receiptId: randomUUID(),
  tenantId,
  identificationId: randomUUID(),
  contractId: randomUUID(),
  outcome: 'verified',
  endedAt: '2026-11-21T10:00:00.000Z',
  dueAt: '2027-01-20T10:00:00.000Z',
  legalBasis: 'retention_period',
  retentionDays: 60,
  counts: { artefacts: 5, segments: 40, manifests: 2, rows: 60 },
  bytes: 12_345_678,
  ciphertextsSha384: digest,
  keyDestroyedAt: '2027-01-20T10:01:00.000Z',
  deletedAt: '2027-01-20T10:02:00.000Z',
  unreadableInBackupsFrom: '2027-01-21T10:01:00.000Z',
});

async function makeKey() {
  const { privateKey, publicKey } = await generateKeyPair('ES384');
  const jwk = (await exportJWK(publicKey)) as PublicJwk;
  return { key: privateKey, kid: await calculateJwkThumbprint(jwk, 'sha384'), jwk };
}

const place = async (sequence = 1, previousSha384?: Uint8Array<ArrayBuffer>) => ({
  batchId: randomUUID(),
  tenantId,
  sequence,
  previousSha384: previousSha384 ?? (await chainStart(tenantId)),
  signedAt: new Date('2027-01-20T10:02:00.000Z'),
});

let signing: Awaited<ReturnType<typeof makeKey>>;
let receipt: DeletionReceipt;
let other: DeletionReceipt;

beforeAll(async () => {
  signing = await makeKey();
  const issued = await issueReceipts([leaf(), leaf(), leaf(), leaf(), leaf()], await place(), signing);
  [receipt, other] = [issued.receipts[3], issued.receipts[4]] as [DeletionReceipt, DeletionReceipt];
});

const outcome = async (changed: unknown, key = signing.jwk) => {
  const verified = await verifyReceipt(changed, key);
  return verified.ok ? 'ok' : verified.fault;
};

describe('verifyReceipt', () => {
  it('accepts what was issued, also after its keys were reordered', async () => {
    const reordered: unknown = JSON.parse(
      JSON.stringify(receipt, (_name, value: unknown) =>
        value !== null && typeof value === 'object' && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).reverse())
          : value,
      ),
    );
    expect(await outcome(receipt)).toBe('ok');
    expect(await outcome(reordered)).toBe('ok');
  });

  it('refuses every changed field of the leaf', async () => {
    const changes: Partial<ReceiptLeaf>[] = [
      { identificationId: randomUUID() },
      { outcome: 'rejected' },
      { bytes: 1 },
      { deletedAt: '2027-01-20T10:02:00.001Z' },
      { legalBasis: 'acknowledgement' },
      { counts: { ...receipt.leaf.counts, segments: 41 } },
    ];
    for (const change of changes) {
      expect(await outcome({ ...receipt, leaf: { ...receipt.leaf, ...change } })).toBe('root_differs');
    }
    expect(await outcome({ ...receipt, leaf: { ...receipt.leaf, tenantId: randomUUID() } })).toBe(
      'tenant_differs',
    );
  });

  it('refuses a changed path', async () => {
    const { hashes, index } = receipt.path;
    expect(await outcome({ ...receipt, path: other.path })).not.toBe('ok');
    expect(await outcome({ ...receipt, path: { index: index - 1, hashes } })).toBe('root_differs');
    expect(await outcome({ ...receipt, path: { index: 5, hashes } })).toBe('path_invalid');
    expect(await outcome({ ...receipt, path: { index, hashes: hashes.slice(1) } })).toBe('path_invalid');
    expect(await outcome({ ...receipt, path: { index, hashes: hashes.with(0, digest) } })).toBe(
      'root_differs',
    );
  });

  it('refuses a root that is changed, of another batch, of another key or of another kind', async () => {
    const [header, , signature] = receipt.root.split('.');
    const payload = JSON.parse(
      Buffer.from(receipt.root.split('.')[1] ?? '', 'base64url').toString(),
    ) as object;
    const forged = Buffer.from(JSON.stringify({ ...payload, leaves: 4 })).toString('base64url');
    expect(await outcome({ ...receipt, root: `${header}.${forged}.${signature}` })).toBe('signature_invalid');

    const elsewhere = await issueReceipts([leaf()], await place(), signing);
    expect(await outcome({ ...receipt, root: elsewhere.jws })).toBe('path_invalid');
    expect(await outcome(receipt, (await makeKey()).jwk)).toBe('signature_invalid');

    const otherKind = await new CompactSign(canonicalBytes(payload))
      .setProtectedHeader({ alg: 'ES384', typ: 'JWT' })
      .sign(signing.key);
    expect(await outcome({ ...receipt, root: otherKind })).toBe('signature_invalid');
  });

  it('refuses what is no receipt', async () => {
    for (const input of [null, 1, {}, { ...receipt, extra: 1 }, { ...receipt, leaf: { name: 'Erika' } }]) {
      expect(await outcome(input)).toBe('not_a_receipt');
    }
  });
});

describe('checkChain', () => {
  it('notices a missing, swapped or foreign batch', async () => {
    const roots: string[] = [];
    for (let sequence = 1; sequence <= 4; sequence++) {
      const last = roots.at(-1);
      const previous = last === undefined ? undefined : await nextInChain(last);
      roots.push((await issueReceipts([leaf()], await place(sequence, previous), signing)).jws);
    }
    const [a, b, c, d] = roots as [string, string, string, string];
    expect(await checkChain(tenantId, roots)).toBeNull();
    expect(await checkChain(tenantId, [a, c, d])).toBe(1);
    expect(await checkChain(tenantId, [b, c, d])).toBe(0);
    expect(await checkChain(tenantId, [a, c, b, d])).toBe(1);
    expect(await checkChain(randomUUID(), roots)).toBe(0);
    const another = (await issueReceipts([leaf()], await place(2, await chainStart(tenantId)), signing)).jws;
    expect(await checkChain(tenantId, [a, another])).toBe(1);
  });
});

describe('canonicalBytes', () => {
  it('refuses what has more than one form', () => {
    for (const value of [1.5, NaN, undefined, new Date(0), { at: new Date(0) }]) {
      expect(() => canonicalBytes(value)).toThrow(TypeError);
    }
  });
});
