import { ml_kem1024 } from '@noble/post-quantum/ml-kem.js';

const { subtle } = crypto;
const sample = new TextEncoder().encode('visavis');

const same = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** Key agreement and signatures over P-384, with private keys that cannot be exported. */
export async function ellipticCurves(): Promise<string> {
  const ecdh = { name: 'ECDH', namedCurve: 'P-384' };
  const [one, other] = [
    await subtle.generateKey(ecdh, false, ['deriveBits']),
    await subtle.generateKey(ecdh, false, ['deriveBits']),
  ];
  const secret = async (own: CryptoKey, theirs: CryptoKey) =>
    new Uint8Array(await subtle.deriveBits({ name: 'ECDH', public: theirs }, own, 384));
  const [left, right] = [
    await secret(one.privateKey, other.publicKey),
    await secret(other.privateKey, one.publicKey),
  ];
  must(same(left, right), 'ECDH: the secrets differ');
  const signer = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-384' }, false, ['sign', 'verify']);
  const how = { name: 'ECDSA', hash: 'SHA-384' };
  const signature = await subtle.sign(how, signer.privateKey, sample);
  must(await subtle.verify(how, signer.publicKey, signature, sample), 'ECDSA: a signature does not hold');
  return 'ECDH P-384, ECDSA P-384';
}

export async function keyDerivation(): Promise<string> {
  const input = await subtle.importKey('raw', sample, 'HKDF', false, ['deriveBits']);
  const derived = await subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-384', salt: sample, info: sample },
    input,
    256,
  );
  must(derived.byteLength === 32, 'HKDF: wrong length');
  return 'HKDF SHA-384';
}

/** As frames, segments and content keys are sealed. */
export async function encryption(): Promise<string> {
  const key = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
  const how = { name: 'AES-GCM', iv: new Uint8Array(12), additionalData: sample };
  const sealed = await subtle.encrypt(how, key, sample);
  must(same(new Uint8Array(await subtle.decrypt(how, key, sealed)), sample), 'AES-GCM: does not open');
  const wrapping = await subtle.generateKey({ name: 'AES-KW', length: 256 }, false, ['wrapKey', 'unwrapKey']);
  const wrapped = await subtle.wrapKey('raw', key, wrapping, 'AES-KW');
  const again = await subtle.unwrapKey('raw', wrapped, wrapping, 'AES-KW', 'AES-GCM', false, ['decrypt']);
  must(same(new Uint8Array(await subtle.decrypt(how, again, sealed)), sample), 'AES-KW: another key');
  return 'AES-256-GCM, AES-256-KW';
}

export async function postQuantum(): Promise<string> {
  const { publicKey, secretKey } = await Promise.resolve(ml_kem1024.keygen());
  const { cipherText, sharedSecret } = ml_kem1024.encapsulate(publicKey);
  must(same(ml_kem1024.decapsulate(cipherText, secretKey), sharedSecret), 'ML-KEM: the secrets differ');
  return 'ML-KEM-1024';
}
