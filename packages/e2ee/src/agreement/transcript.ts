import { concat, lengthPrefixed, wipe, type Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import { HASH, label, labelled, labelledHash, type Use } from '../suite.ts';
import type { Initiator, Role } from './messages.ts';

/** The encoded messages of an agreement. */
export interface Spoken {
  commit: Bytes;
  /** hello_c or hello_s. */
  helloC: Bytes;
  helloA: Bytes;
}

/** Commitment to hello_c; hiding because of its 32 random bytes. */
export const commitTo = (helloC: Bytes): Promise<Bytes> => labelledHash('commit', helloC);

/** What a supervisor's device signs. */
export const signedHelloS = (commit: Bytes, helloA: Bytes, helloS: Bytes): Bytes =>
  labelled('hello', commit, helloA, helloS);

/** What the agent's device signs. */
export const signedHello = (commit: Bytes, helloA: Bytes): Bytes => labelled('hello', commit, helloA);

/** Six decimal digits that both ends see and one reads aloud. */
export async function securityCode({ commit, helloC, helloA }: Spoken): Promise<string> {
  const hash = await labelledHash('code', commit, helloC, helloA);
  const value = new DataView(hash.buffer).getBigUint64(0);
  return (value % 1_000_000n).toString().padStart(6, '0');
}

/** SHA-384 over everything said, 48 bytes. */
export const hashTranscript = (spoken: Spoken, ciphertext: Bytes): Promise<Bytes> =>
  labelledHash('transcript', spoken.commit, spoken.helloC, spoken.helloA, ciphertext);

/** The keys of an agreement; none can be exported. */
export interface AgreedKeys {
  mac: Partial<Record<Role, CryptoKey>>;
  wrap: Partial<Record<Role, CryptoKey>>;
}

/** The key of a role that took part. */
export function keyOf(keys: AgreedKeys[keyof AgreedKeys], role: Role): CryptoKey {
  const key = keys[role];
  if (!key) throw new E2eeError('wrong_role');
  return key;
}

/**
 * CatKDF: HKDF-SHA-384 over `ecdh ‖ mlkem`, salted and labelled with the transcript, which names both public keys and the
 * ciphertext (TR-02102-1; NIST SP 800-227 section 4.6). Both secrets are overwritten (R12).
 */
export async function deriveKeys(
  ecdh: Bytes,
  mlkem: Uint8Array,
  transcript: Bytes,
  initiator: Initiator,
): Promise<AgreedKeys> {
  const secret = concat(ecdh, mlkem);
  wipe(ecdh, mlkem);
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  wipe(secret);
  const derive = (use: Use, algorithm: HmacKeyGenParams | AesKeyGenParams, usages: KeyUsage[]) => {
    const info = concat(label(use), lengthPrefixed(transcript));
    const params: HkdfParams = { name: 'HKDF', hash: HASH, salt: transcript, info };
    return crypto.subtle.deriveKey(params, base, algorithm, false, usages);
  };
  const mac = (use: Use) => derive(use, { name: 'HMAC', hash: HASH, length: 384 }, ['sign', 'verify']);
  const wrap = (use: Use) => derive(use, { name: 'AES-GCM', length: 256 }, ['encrypt', 'decrypt']);
  return {
    mac: { [initiator]: await mac(`mac ${initiator}`), agent: await mac('mac agent') },
    wrap: { [initiator]: await wrap(`wrap ${initiator}`), agent: await wrap('wrap agent') },
  };
}

const macInput = (role: Role, transcript: Bytes): Bytes => labelled(`mac ${role}`, transcript);

/** The confirmation of a role, 48 bytes. */
export const confirm = async (keys: AgreedKeys, role: Role, transcript: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.sign('HMAC', keyOf(keys.mac, role), macInput(role, transcript)));

/** Whether a confirmation is right; WebCrypto compares in constant time. */
export const isConfirmed = (keys: AgreedKeys, role: Role, transcript: Bytes, mac: Bytes): Promise<boolean> =>
  crypto.subtle.verify('HMAC', keyOf(keys.mac, role), mac, macInput(role, transcript));
