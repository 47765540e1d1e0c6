import { z } from 'zod';
import { toBase64Url, utf8 } from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import { verifyCertificate } from '../identity/certificate.ts';
import { peek, sign, verify } from '../identity/signed.ts';
import { sha384 } from '../suite.ts';
import { recipientListHead } from './recipients.ts';

const hash = z.string().regex(/^[A-Za-z0-9_-]{64}$/);

const manifestSegment = z.strictObject({
  number: z.int().min(0),
  /** Bytes of the ciphertext. */
  length: z.int().min(16),
  /** Of the ciphertext, base64url. */
  sha384: hash,
  last: z.boolean(),
});

const manifestArtefact = z.strictObject({
  artefact: z.string().min(1),
  /** What it is, for instance `recording` or `photo`. */
  kind: z.string().min(1).max(64),
  /** The step that a still was taken for; null for what is of no one step. */
  step: z.string().min(1).max(64).nullable(),
  mime: z.string().min(1).max(100),
  /** To the content key. */
  commitment: hash,
  /** The list that its content key is wrapped for. */
  recipientList: recipientListHead,
  /** Those that no earlier manifest names. */
  segments: z.array(manifestSegment),
  /** It ended without a last segment, after so many in all: its end cannot have been cut off (R58). */
  brokenOff: z.int().min(0).optional(),
});
export type ManifestArtefact = z.infer<typeof manifestArtefact>;

/** A manifest by number and SHA-384 of its compact text, base64url. */
export const manifestHead = z.strictObject({ number: z.int().min(0), sha384: hash });
export type ManifestHead = z.infer<typeof manifestHead>;

const manifestSchema = z.strictObject({
  v: z.literal(1),
  tenant: z.string().min(1),
  identification: z.string().min(1),
  attempt: z.string().min(1),
  number: z.int().min(0),
  previous: hash.nullable(),
  /** Seconds since 1970. */
  at: z.int(),
  certificate: z.string(),
  artefacts: z.array(manifestArtefact),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Whose chain it is. */
export interface AttemptContext {
  tenant: string;
  identification: string;
  attempt: string;
}

/** Who signs: the device's key and its certificate. */
export interface Signer {
  deviceKey: CryptoKey;
  certificate: string;
}

/** The head of a signed manifest. */
export const headOf = async (number: number, jws: string): Promise<ManifestHead> => ({
  number,
  sha384: toBase64Url(await sha384(utf8(jws))),
});

/**
 * Signs the next manifest of an attempt.
 * @param previous the head of the one before; null for the first, which has number 0
 * @param at seconds since 1970
 */
export async function signManifest(
  context: AttemptContext,
  previous: ManifestHead | null,
  artefacts: ManifestArtefact[],
  at: number,
  signer: Signer,
): Promise<{ jws: string; head: ManifestHead }> {
  const number = previous ? previous.number + 1 : 0;
  const { tenant, identification, attempt } = context;
  const payload = manifestSchema.parse({
    v: 1,
    tenant,
    identification,
    attempt,
    number,
    previous: previous?.sha384 ?? null,
    at,
    certificate: signer.certificate,
    artefacts,
  });
  const jws = await sign('visavis-manifest', payload, signer.deviceKey);
  return { jws, head: await headOf(number, jws) };
}

/**
 * Verifies one manifest under the tenant's root: its certificate (at the manifest's own time), signature and place.
 * @throws E2eeError `bad_certificate`, `certificate_expired`, `bad_manifest`
 */
export async function verifyManifest(
  jws: string,
  root: CryptoKey,
  context: AttemptContext,
  previous: ManifestHead | null,
): Promise<Manifest> {
  const claimed = peek('visavis-manifest', manifestSchema, jws, 'bad_manifest');
  const device = await verifyCertificate(claimed.certificate, root, {
    tenant: context.tenant,
    now: claimed.at,
  });
  const manifest = await verify('visavis-manifest', manifestSchema, jws, device.deviceKey, 'bad_manifest');
  const { tenant, identification, attempt } = manifest;
  if (tenant !== context.tenant || identification !== context.identification || attempt !== context.attempt)
    throw new E2eeError('bad_manifest', 'of another attempt');
  if (manifest.number !== (previous ? previous.number + 1 : 0)) throw new E2eeError('bad_manifest', 'a gap');
  if (manifest.previous !== (previous?.sha384 ?? null)) throw new E2eeError('bad_manifest', 'chain broken');
  return manifest;
}

/** What the manifests of a chain say together. */
export interface ManifestChain {
  artefacts: ManifestArtefact[];
  head: ManifestHead | null;
  /** Why the chain ended before the list did; the part before it stands. */
  broken?: E2eeError;
}

const isSame = (one: ManifestArtefact, other: ManifestArtefact): boolean =>
  one.kind === other.kind &&
  one.step === other.step &&
  one.mime === other.mime &&
  one.commitment === other.commitment &&
  one.recipientList.version === other.recipientList.version &&
  one.recipientList.sha384 === other.recipientList.sha384;

/** Adds a manifest's artefacts; an artefact may grow, never change (R29). */
function merge(artefacts: Map<string, ManifestArtefact>, added: ManifestArtefact[]): void {
  for (const entry of added) {
    const known = artefacts.get(entry.artefact);
    if (known && !isSame(known, entry)) throw new E2eeError('bad_manifest', 'an artefact changed');
    if (known?.brokenOff !== undefined)
      throw new E2eeError('bad_manifest', 'goes on after it was broken off');
    const segments = [...(known?.segments ?? []), ...entry.segments];
    if (entry.brokenOff !== undefined && (entry.brokenOff !== segments.length || segments.at(-1)?.last))
      throw new E2eeError('bad_manifest', 'broken off elsewhere than it ends');
    const inOrder = segments.every(
      ({ number, last }, i) => number === i && (!last || i === segments.length - 1),
    );
    if (!inOrder) throw new E2eeError('bad_manifest', 'segments out of order');
    artefacts.set(entry.artefact, { ...entry, segments });
  }
}

/** Verifies an attempt's manifests in order; what comes before a fault is kept. */
export async function verifyManifestChain(
  manifests: readonly string[],
  root: CryptoKey,
  context: AttemptContext,
): Promise<ManifestChain> {
  let artefacts = new Map<string, ManifestArtefact>();
  let head: ManifestHead | null = null;
  try {
    for (const jws of manifests) {
      const manifest: Manifest = await verifyManifest(jws, root, context, head);
      const grown = new Map(artefacts);
      merge(grown, manifest.artefacts);
      artefacts = grown;
      head = await headOf(manifest.number, jws);
    }
  } catch (error) {
    if (!(error instanceof E2eeError)) throw error;
    return { artefacts: [...artefacts.values()], head, broken: error };
  }
  return { artefacts: [...artefacts.values()], head };
}
