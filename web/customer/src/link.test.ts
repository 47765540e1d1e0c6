import { describe, expect, test } from 'vitest';
import { readLink } from './link.ts';

const id = '0198c0de-0000-7000-8000-00000000000a';
const token = 'a'.repeat(43);
const fingerprint = '0123-4567-89ab-cdef-0123-4567-89ab-cdef';

function storage() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}
const at = (path: string) => new URL(path, 'https://ident.example');

describe('the link', () => {
  test('gives identification and token', () => {
    expect(readLink(at(`/i/${id}#${token}`), storage())).toEqual({
      identificationId: id,
      token,
      rootFingerprint: null,
    });
  });

  test('gives the fingerprint of the root, also after a reload without fragment', () => {
    const kept = storage();
    const expected = { identificationId: id, token, rootFingerprint: fingerprint };
    expect(readLink(at(`/i/${id}#${token}&r=${fingerprint}`), kept)).toEqual(expected);
    expect(readLink(at(`/i/${id}`), kept)).toEqual(expected);
  });

  test('an empty fingerprint is not no fingerprint', () => {
    expect(readLink(at(`/i/${id}#${token}&r=`), storage())?.rootFingerprint).toBe('');
  });

  test.each([`/i/${id}`, `/i/${id}#short`, `/#${token}`, `/i/7#${token}`, `/i/${id}/x#${token}`])(
    '%s is none',
    path => {
      expect(readLink(at(path), storage())).toBeNull();
    },
  );
});
