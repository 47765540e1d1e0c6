import { concat, lengthPrefixed, toBase64Url, uint, utf8, type Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import { label, sha384 } from '../suite.ts';

/** Which artefact a segment or content key belongs to; authenticated everywhere. */
export interface ArtefactContext {
  tenant: string;
  identification: string;
  attempt: string;
  artefact: string;
}

/** A sealed segment, ready to be stored. */
export interface SealedSegment {
  number: number;
  last: boolean;
  ciphertext: Bytes;
  /** SHA-384 of the ciphertext, base64url. */
  sha384: string;
}

/** The context's fields, each length-prefixed, in fixed order. */
export const encodeContext = (context: ArtefactContext): Bytes =>
  lengthPrefixed(...[context.tenant, context.identification, context.attempt, context.artefact].map(utf8));

function params(context: ArtefactContext, number: number, last: boolean): AesGcmParams {
  if (!Number.isInteger(number) || number < 0 || number >= 2 ** 32)
    throw new E2eeError('bad_segment', 'number');
  const additionalData = concat(
    label('segment'),
    encodeContext(context),
    uint(number, 4),
    uint(last ? 1 : 0, 1),
  );
  return { name: 'AES-GCM', iv: uint(number, 12), additionalData };
}

/**
 * Seals one segment (R26). The caller takes care that a number is used once a content key; the recorder and
 * `sealArtefact` do.
 */
export async function sealSegment(
  contentKey: CryptoKey,
  context: ArtefactContext,
  number: number,
  last: boolean,
  plaintext: Bytes,
): Promise<SealedSegment> {
  const ciphertext = new Uint8Array(
    await crypto.subtle.encrypt(params(context, number, last), contentKey, plaintext),
  );
  return { number, last, ciphertext, sha384: toBase64Url(await sha384(ciphertext)) };
}

/**
 * Opens a segment under exactly the context, number and last flag it was sealed with.
 * @throws E2eeError `bad_segment`
 */
export async function openSegment(
  contentKey: CryptoKey,
  context: ArtefactContext,
  number: number,
  last: boolean,
  ciphertext: Bytes,
): Promise<Bytes> {
  const aesParams = params(context, number, last);
  try {
    return new Uint8Array(await crypto.subtle.decrypt(aesParams, contentKey, ciphertext));
  } catch {
    throw new E2eeError('bad_segment', `segment ${number} is not authentic`);
  }
}

/** Seals a whole artefact (a still, a photo) as one segment. */
export const sealArtefact = (
  contentKey: CryptoKey,
  context: ArtefactContext,
  plaintext: Bytes,
): Promise<SealedSegment> => sealSegment(contentKey, context, 0, true, plaintext);
