/* RFC 9605, Appendix C.2: the AEAD made of AES-CTR and HMAC. Byte strings in hexadecimal. */

/** The inputs that all the cases share. */
const shared = {
  nonce: '101112131415161718191a1b',
  aad: '4945544620534672616d65205747',
  plaintext: '64726166742d696574662d736672616d652d656e63',
};

const KEY_128 =
  '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f';

/** By cipher suite: AES_128_CTR_HMAC_SHA256 with tags of 80, 64 and 32 bits. */
export const aesCtrHmac = [
  {
    ...shared,
    suite: 1,
    key: KEY_128,
    ciphertext: '6339af04ada1d064688a442b8dc69d5b6bfa40f4bef0583e8081069cc60705',
  },
  {
    ...shared,
    suite: 2,
    key: KEY_128,
    ciphertext: '6339af04ada1d064688a442b8dc69d5b6bfa40f4be6e93b7da076927bb',
  },
  {
    ...shared,
    suite: 3,
    key: KEY_128,
    ciphertext: '6339af04ada1d064688a442b8dc69d5b6bfa40f4be09480509',
  },
];

const KEY_256 = `${KEY_128}303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f`;

/** Not of the RFC: AES_256_CTR_HMAC_SHA512, which draft-barnes-sframe-iana-256 adds, with the same inputs. */
export const aes256CtrHmac = [
  {
    ...shared,
    suite: 6,
    key: KEY_256,
    ciphertext: 'f861831490fa37f8e284a1994021589564a23bf3050eb0e0ace45930d53a7f',
  },
  {
    ...shared,
    suite: 7,
    key: KEY_256,
    ciphertext: 'f861831490fa37f8e284a1994021589564a23bf30508ee5fb61b88f889',
  },
  {
    ...shared,
    suite: 8,
    key: KEY_256,
    ciphertext: 'f861831490fa37f8e284a1994021589564a23bf305131a979b',
  },
];
