import { randomUUID } from 'node:crypto';
import type { Bytes, EvidenceInput, EvidenceKey, ManifestArtefact, Signer } from '@visavis/e2ee';
import type { House } from '../../house.ts';
import { makeTenant, NOW, type Tenant } from './tenant.ts';

export const contract = 'contract-1';

/** Which attempt evidence is of. */
export interface Place {
  tenant: string;
  identification: string;
  attempt: string;
}
export const place = (attempt = 'attempt-1', identification = 'identification-1'): Place => ({
  tenant: 'tenant-1',
  identification,
  attempt,
});

/** An evidence key of one holder. */
export async function makeEvidenceKey(house: House): Promise<EvidenceKey> {
  const { generateEvidenceKeyFile, loadEvidenceKeyFile, SUITE } = await house.load(
    'packages/e2ee/src/index.ts',
  );
  return loadEvidenceKeyFile(await generateEvidenceKeyFile('tenant-1', new Date(NOW * 1000), SUITE.ecdh));
}

/** A recipient list as the tenant's root signs it. */
export async function signList(
  house: House,
  tenant: Tenant,
  keys: readonly EvidenceKey[],
  over: { version?: number; contract?: string; expires?: number; threshold?: number } = {},
): Promise<string> {
  const { signRecipientList } = await house.load('packages/e2ee/src/index.ts');
  const recipients = keys.map(({ recipient }) => recipient);
  return signRecipientList(
    { tenant: tenant.id, contract, version: 1, expires: NOW + 9000, recipients, ...over },
    tenant.root.privateKey,
  );
}

/** What is to be sealed: an artefact's plaintext segments. */
export interface Artefact {
  kind: string;
  step: string | null;
  segments: Bytes[];
}

/** A sealed artefact, as it is stored. */
export interface Stored {
  entry: ManifestArtefact;
  wrapped: Awaited<ReturnType<EvidenceInput['wrapped']>>;
  segments: Map<number, Bytes>;
}

export async function sealArtefact(
  house: House,
  at: Place,
  listJws: string,
  tenant: Tenant,
  what: Artefact,
): Promise<Stored> {
  const { createContentKey, sealSegment, readRecipientList } = await house.load('packages/e2ee/src/index.ts');
  const list = await readRecipientList(listJws, tenant.root.publicKey, tenant.id);
  const artefact = randomUUID();
  const context = { ...at, artefact };
  const content = await createContentKey(context, list);
  const last = what.segments.length - 1;
  const sealed = await Promise.all(
    what.segments.map((bytes, i) => sealSegment(content.key, context, i, i === last, bytes)),
  );
  const { kind, step } = what;
  return {
    wrapped: content.wrapped,
    segments: new Map(sealed.map(({ number, ciphertext }) => [number, ciphertext])),
    entry: {
      artefact,
      kind,
      step,
      mime: kind === 'recording' ? 'video/webm' : 'image/jpeg',
      commitment: content.commitment,
      recipientList: content.recipientList,
      segments: sealed.map(({ number, last: isLast, sha384, ciphertext }) => ({
        number,
        last: isLast,
        sha384,
        length: ciphertext.length,
      })),
    },
  };
}

export const text = (content: string): Bytes => Uint8Array.from(Buffer.from(content));

/** Signs a chain of manifests over what each adds, and a decision that names the last. */
export async function signChain(
  house: House,
  at: Place,
  added: readonly ManifestArtefact[][],
  signer: Signer,
): Promise<{ manifests: string[]; decision: string }> {
  const { signManifest, signDecision, toBase64Url } = await house.load('packages/e2ee/src/index.ts');
  const manifests: string[] = [];
  let head: Parameters<typeof signManifest>[1] = null;
  for (const artefacts of added) {
    const signed = await signManifest(at, head, artefacts, NOW, signer);
    manifests.push(signed.jws);
    ({ head } = signed);
  }
  const transcriptHash = toBase64Url(new Uint8Array(48));
  const outcome = { outcome: 'verified', reason: null, transcriptHash, at: NOW } as const;
  return { manifests, decision: await signDecision({ ...at, ...outcome, finalManifest: head }, signer) };
}

/** What a compliance user opens: everything that the server gives it, with the tenant's own root and key. */
export function inputOf(
  at: Place,
  { root }: Tenant,
  evidenceKeys: EvidenceKey[],
  recipientList: string,
  stored: readonly Stored[],
  chain: { manifests: string[]; decision: string },
): EvidenceInput {
  const byId = new Map(stored.map(one => [one.entry.artefact, one]));
  return {
    ...at,
    root: root.publicKey,
    evidenceKeys,
    recipientList,
    ...chain,
    wrapped: artefact => Promise.resolve(byId.get(artefact)?.wrapped ?? []),
    segment: (artefact, number) => Promise.resolve(byId.get(artefact)?.segments.get(number) ?? null),
  };
}

/** A whole attempt of one person: a recording of three segments in two manifests, and a still in a third. */
export async function makeEvidence(
  house: House,
  person = 'Ada',
  at = place(),
  of?: { tenant: Tenant; key: EvidenceKey; list: string },
) {
  const tenant = of?.tenant ?? (await makeTenant(house));
  const key = of?.key ?? (await makeEvidenceKey(house));
  const list = of?.list ?? (await signList(house, tenant, [key]));
  const signer = await tenant.agent();
  const seal = (what: Artefact) => sealArtefact(house, at, list, tenant, what);
  const recording = await seal({
    kind: 'recording',
    step: null,
    segments: [text(`${person} says hello. `), text(`${person} refuses. `), text(`${person} leaves.`)],
  });
  const still = await seal({ kind: 'still', step: 'face', segments: [text(`${person}'s face`)] });
  const { segments, ...same } = recording.entry;
  const chain = await signChain(
    house,
    at,
    [
      [{ ...same, segments: segments.slice(0, 1) }],
      [{ ...same, segments: segments.slice(1) }],
      [still.entry],
    ],
    signer,
  );
  const input = inputOf(at, tenant, [key], list, [recording, still], chain);
  return { tenant, key, list, signer, at, recording, still, chain, input };
}

/** What the compliance user is shown, in one line, and whether it is called complete. */
export async function show(house: House, input: EvidenceInput) {
  const { openEvidence } = await house.load('packages/e2ee/src/index.ts');
  const { status, reasons, artefacts } = await openEvidence(input);
  return {
    isComplete: status === 'complete',
    codes: [...new Set(reasons.map(({ code }) => code))].join(', '),
    artefacts,
    content: artefacts.map(({ bytes }) => Buffer.from(bytes).toString()).join(' | '),
  };
}
