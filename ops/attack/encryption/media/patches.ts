import type { Patch } from '../../attack.ts';

const aead = 'packages/e2ee/src/sframe/aead.ts';
const context = 'packages/e2ee/src/sframe/context.ts';

/** AES-CTR in the place of AES-GCM: the same cipher, with an empty tag that nobody looks at. */
export const withoutAuthentication: Patch[] = [
  {
    file: aead,
    find: "cipher: await raw(key, { name: 'AES-GCM' }, ['encrypt', 'decrypt'])",
    replace: "cipher: await raw(key, { name: 'AES-CTR' }, ['encrypt', 'decrypt'])",
  },
  {
    file: aead,
    find: "return crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: aad }, keys.cipher, plaintext);",
    replace:
      'return crypto.subtle.encrypt(ctrParams(nonce), keys.cipher, plaintext).then(sealed => concat(new Uint8Array(sealed), new Uint8Array(16)).buffer);',
  },
  {
    file: aead,
    find: "const params = { name: 'AES-GCM', iv: nonce, additionalData: aad };",
    replace: 'const params = ctrParams(nonce);',
  },
  {
    file: aead,
    find: 'return crypto.subtle.decrypt(params, keys.cipher, sealed).catch(notAuthentic);',
    replace: 'return crypto.subtle.decrypt(params, keys.cipher, sealed.slice(0, -16)).catch(notAuthentic);',
  },
];

export const withoutReplayWindow: Patch[] = [
  {
    file: context,
    find: "if (typeof ctr !== 'number' || !isFresh(window, ctr)) throw",
    replace: "if (typeof ctr !== 'number') throw",
  },
  {
    file: context,
    find: "if (!testAndSet(window, ctr)) throw new E2eeError('replayed');",
    replace: '',
  },
];

/** The clear bytes of a frame are no longer authenticated. */
export const withoutClearBytes: Patch = {
  file: context,
  find: 'const aad = scratch(header.length + label.length + clear.length);',
  replace: 'clear = NOTHING;\n  const aad = scratch(header.length + label.length + clear.length);',
};
