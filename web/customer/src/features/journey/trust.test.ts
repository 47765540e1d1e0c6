import { generateRootKeyFile, loadRootKeyFile } from '@visavis/e2ee';
import { expect, test } from 'vitest';
import { isLinkedCompany } from './trust.ts';

const newRoot = async () => loadRootKeyFile(await generateRootKeyFile('tenant', new Date()));

test('only the root named by the link is its company', async () => {
  const [own, other] = [await newRoot(), await newRoot()];
  const link = { rootFingerprint: own.fingerprint };
  expect(await isLinkedCompany(link, own.publicJwk)).toBe(true);
  expect(await isLinkedCompany(link, other.publicJwk)).toBe(false);
  expect(await isLinkedCompany({ rootFingerprint: '' }, own.publicJwk)).toBe(false);
  expect(await isLinkedCompany({ rootFingerprint: null }, other.publicJwk)).toBe(true);
});

test('a root that is no key is nobody’s', async () => {
  const { publicJwk, fingerprint } = await newRoot();
  const broken = { ...publicJwk, x: 'A'.repeat(64) };
  expect(await isLinkedCompany({ rootFingerprint: fingerprint }, broken)).toBe(false);
});
