import { errors } from 'jose';
import {
  concat,
  equal,
  fromBase64Url,
  lengthPrefixed,
  randomBytes,
  toBase64Url,
  utf8,
  wipe,
  type Bytes,
} from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import { label, sha384 } from '../suite.ts';
import type { EvidenceKey } from './evidence-key.ts';
import type { RecipientListHead, VerifiedRecipientList } from './recipients.ts';
import { encodeContext, type ArtefactContext } from './segment.ts';
import { joinKey, splitKey } from './shares.ts';
import { unwrap, wrapFor, type WrappedContentKey } from './wrap.ts';

/** What of a verified list sealing and opening need; plain data, for workers. */
export type SealingList = Pick<VerifiedRecipientList, 'version' | 'sha384' | 'threshold' | 'recipients'>;

/** An artefact's own key, with what is stored of it. */
export interface ContentKey {
  /** AES-256-GCM, not extractable. */
  key: CryptoKey;
  /** One for each recipient of the list, in its order. */
  wrapped: WrappedContentKey[];
  /** SHA-384 over context and key, base64url; goes into the manifest (R27). */
  commitment: string;
  /** The list it is wrapped for; goes into the manifest (R55). */
  recipientList: RecipientListHead;
}

const wrapAad = (context: ArtefactContext, recipient: string, list: SealingList): Bytes =>
  concat(
    label('content key wrap'),
    encodeContext(context),
    lengthPrefixed(utf8(recipient), fromBase64Url(list.sha384)),
  );

const commitmentTo = (context: ArtefactContext, raw: Bytes): Promise<Bytes> =>
  sha384(concat(label('content key'), encodeContext(context), lengthPrefixed(raw)));

const importContentKey = (raw: Bytes, usages: KeyUsage[]): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', raw, { name: 'AES-GCM' }, false, usages);

/**
 * A fresh random content key for one artefact, or one start of a recorder, wrapped for exactly the recipients of a
 * verified list; above a threshold of 1 each gets a share. The wraps are to be stored before the first segment.
 * @throws E2eeError `bad_recipient_list` if there is nobody to wrap it for
 */
export async function createContentKey(context: ArtefactContext, list: SealingList): Promise<ContentKey> {
  const { recipients, threshold, version, sha384: hash } = list;
  if (recipients.length === 0 || threshold < 1 || threshold > recipients.length)
    throw new E2eeError('bad_recipient_list', 'nobody could open it');
  const raw = randomBytes(32);
  const parts = await splitKey(raw, recipients.length, threshold);
  const wrapped = await Promise.all(
    recipients.map((recipient, i) =>
      wrapFor(recipient, wrapAad(context, recipient.id, list), parts[i] ?? new Uint8Array(0)),
    ),
  );
  const commitment = toBase64Url(await commitmentTo(context, raw));
  const key = await importContentKey(raw, ['encrypt']);
  wipe(raw, ...parts);
  return { key, wrapped, commitment, recipientList: { version, sha384: hash } };
}

/** Whether something is wrapped for exactly the recipients of a list, each in its own suite (R56). */
export function isWrappedFor(
  wraps: readonly Pick<WrappedContentKey, 'recipient' | 'suite'>[],
  recipients: readonly { id: string; suite: string }[],
): boolean {
  const suites = new Map(wraps.map(({ recipient, suite }) => [recipient, suite]));
  return wraps.length === recipients.length && recipients.every(({ id, suite }) => suites.get(id) === suite);
}

/** The keys that are among the recipients, each once. */
function keysOf(
  { recipients }: Pick<SealingList, 'recipients'>,
  evidenceKeys: readonly EvidenceKey[],
): EvidenceKey[] {
  const byId = new Map(evidenceKeys.map(key => [key.recipient.id, key]));
  return recipients.flatMap(({ id }) => byId.get(id) ?? []);
}

/** How many more evidence keys it takes to open what is sealed for a list. */
export const keysMissing = (
  list: Pick<SealingList, 'threshold' | 'recipients'>,
  evidenceKeys: readonly EvidenceKey[],
): number => Math.max(0, list.threshold - keysOf(list, evidenceKeys).length);

/**
 * Opens a content key with as many evidence keys as its list asks for, and compares it with the manifest's commitment.
 * Keys that are not among the recipients do no harm.
 * @throws E2eeError `wrong_recipients` if it is not wrapped for exactly the list's; `too_few_keys`; `bad_content_key`
 */
export async function openContentKey(
  wraps: readonly WrappedContentKey[],
  context: ArtefactContext,
  commitment: string,
  list: SealingList,
  evidenceKeys: readonly EvidenceKey[],
): Promise<CryptoKey> {
  if (!isWrappedFor(wraps, list.recipients)) throw new E2eeError('wrong_recipients');
  if (keysMissing(list, evidenceKeys) > 0) throw new E2eeError('too_few_keys');
  const parts: Bytes[] = [];
  try {
    for (const key of keysOf(list, evidenceKeys)) {
      const { id } = key.recipient;
      const own = wraps.find(({ recipient }) => recipient === id);
      if (own) parts.push(await unwrap(own, wrapAad(context, id, list), key));
    }
    const raw = await joinKey(parts, list.threshold);
    if (!equal(await commitmentTo(context, raw), fromBase64Url(commitment)))
      throw new E2eeError('bad_content_key', 'not the key of the manifest');
    const key = await importContentKey(raw, ['decrypt']);
    wipe(raw);
    return key;
  } catch (error) {
    if (error instanceof E2eeError) {
      if (error.code === 'too_few_keys') throw error;
      throw new E2eeError('bad_content_key', error.message);
    }
    // what jose and WebCrypto throw for a wrap that is not authentic
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException)
      throw new E2eeError('bad_content_key', 'does not open');
    throw error;
  } finally {
    wipe(...parts);
  }
}
