/* An archive as the server makes it, sealed and signed by real keys, for tests and for looking at screens. */
import { randomUUID } from 'node:crypto';
import {
  createContentKey,
  generateDeviceKey,
  generateEvidenceKeyFile,
  generateRootKeyFile,
  issueCertificate,
  loadEvidenceKeyFile,
  loadRootKeyFile,
  readRecipientList,
  sealSegment,
  signDecision,
  signManifest,
  signRecipientList,
  toBase64Url,
  type EvidenceKeyFile,
  type ManifestArtefact,
  type ManifestHead,
  type RootKeyFile,
  type VerifiedRecipientList,
} from '@visavis/e2ee';
import type { ArchiveIndex, Step } from '@visavis/protocol';
import { zipSync } from 'fflate';
import { createWebm, OPUS_SILENCE } from '../../e2ee/src/evidence/webm.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type Content = {
  kind: 'recording' | 'still';
  step: Step | null;
  mime: string;
  parts: Bytes[];
  /** Without its last segment, and signed so. */
  isBrokenOff?: boolean;
};

export const at = 1_795_000_000;
export const jpeg = (mark: number): Bytes => Uint8Array.of(0xff, 0xd8, 0xff, mark, 0xff, 0xd9);

/** A WebM of four seconds and two steps; its frames are synthetic. */
export async function makeRecording(): Promise<Bytes> {
  const webm = await createWebm({ width: 64, height: 48 });
  for (let tenth = 0; tenth < 40; tenth++) {
    await webm.video(Uint8Array.of(0, 0, 0, 1, 2), tenth / 10, tenth % 10 === 0);
    await webm.voice('customer', OPUS_SILENCE, tenth / 10);
    await webm.voice('agent', OPUS_SILENCE, tenth / 10);
    if (tenth % 10 === 9)
      await webm.cue((tenth - 9) / 10, (tenth + 1) / 10, tenth < 20 ? 'document_front' : 'face');
  }
  await webm.finish();
  return webm.take();
}

export const inParts = (bytes: Bytes, size: number): Bytes[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.slice(i * size, (i + 1) * size));

/** A root, and as many evidence keys as wanted, of which a list of its own asks for `threshold`. */
export async function makeKeys(
  tenantId: string = randomUUID(),
  { count = 1, threshold = 1 }: { count?: number; threshold?: number } = {},
) {
  const rootKeyFile = await generateRootKeyFile(tenantId, new Date());
  const evidenceKeyFiles: EvidenceKeyFile[] = [];
  for (let i = 0; i < count; i++) evidenceKeyFiles.push(await generateEvidenceKeyFile(tenantId, new Date()));
  const [evidenceKeyFile] = evidenceKeyFiles;
  if (!evidenceKeyFile) throw new Error('no evidence key');
  return { tenantId, rootKeyFile, evidenceKeyFile, evidenceKeyFiles, threshold };
}
export type Keys = {
  tenantId: string;
  rootKeyFile: RootKeyFile;
  evidenceKeyFile: EvidenceKeyFile;
  evidenceKeyFiles: EvidenceKeyFile[];
  threshold: number;
};

/** The tenant's list for these keys, signed. */
export async function makeList(keys: Keys, version = 1): Promise<string> {
  const root = await loadRootKeyFile(keys.rootKeyFile);
  const loaded = await Promise.all(keys.evidenceKeyFiles.map(loadEvidenceKeyFile));
  return signRecipientList(
    {
      tenant: keys.tenantId,
      contract: randomUUID(),
      version,
      expires: at + 9999,
      threshold: keys.threshold,
      recipients: loaded.map(({ recipient }) => recipient),
    },
    root.privateKey,
  );
}

async function makeSigner({ tenantId, rootKeyFile }: Keys) {
  const root = await loadRootKeyFile(rootKeyFile);
  const device = await generateDeviceKey();
  const certificate = await issueCertificate(
    {
      tenant: tenantId,
      device: device.publicJwk,
      person: randomUUID(),
      name: 'Ada Example',
      role: 'agent',
      issued: at - 60,
      expires: at + 3600,
    },
    root.privateKey,
  );
  return { root, signer: { deviceKey: device.privateKey, certificate } };
}

/** What the agent's end makes of one attempt: a manifest for each artefact. */
async function makeAttempt(
  keys: Keys,
  identificationId: string,
  number: number,
  contents: Content[],
  recipientList: string,
) {
  const { root, signer } = await makeSigner(keys);
  const list: VerifiedRecipientList = await readRecipientList(recipientList, root.publicKey, keys.tenantId);
  const id = randomUUID();
  const context = { tenant: keys.tenantId, identification: identificationId, attempt: id };
  const files: Record<string, Uint8Array> = {};
  const artefacts: ArchiveIndex['attempts'][number]['artefacts'] = [];
  const manifests: string[] = [];
  let head: ManifestHead | null = null;
  for (const { kind, step, mime, parts, isBrokenOff = false } of contents) {
    const artefact = randomUUID();
    const own = { ...context, artefact };
    const content = await createContentKey(own, list);
    const sealed = await Promise.all(
      parts.map((part, i) => sealSegment(content.key, own, i, !isBrokenOff && i === parts.length - 1, part)),
    );
    for (const segment of sealed) files[`segments/${artefact}/${segment.number}`] = segment.ciphertext;
    const entry: ManifestArtefact = {
      artefact,
      kind,
      step,
      mime,
      commitment: content.commitment,
      recipientList: content.recipientList,
      ...(isBrokenOff ? { brokenOff: parts.length } : {}),
      segments: sealed.map(({ number: n, last, sha384, ciphertext }) => ({
        number: n,
        last,
        sha384,
        length: ciphertext.length,
      })),
    };
    const signed: { jws: string; head: ManifestHead } = await signManifest(
      context,
      head,
      [entry],
      at,
      signer,
    );
    manifests.push(signed.jws);
    head = signed.head;
    artefacts.push({
      id: artefact,
      kind,
      step,
      wrappedKeys: content.wrapped,
      segments: sealed.map(({ number: n, last }) => ({
        number: n,
        last,
        path: `segments/${artefact}/${n}`,
      })),
    });
  }
  const decide = () =>
    signDecision(
      {
        ...context,
        outcome: 'verified',
        reason: null,
        finalManifest: head,
        transcriptHash: toBase64Url(new Uint8Array(48).fill(7)),
        at: at + 300,
      },
      signer,
    );
  return {
    attempt: { id, number, certificate: signer.certificate, recipientList, manifests, artefacts },
    files,
    decide,
  };
}

/** One attempt that broke off (its recording never ended), then one that was decided. */
export async function makeArchiveParts(
  keys: Keys,
  contents: Content[],
  identificationId: string = randomUUID(),
) {
  const root = await loadRootKeyFile(keys.rootKeyFile);
  const recipientList = await makeList(keys);
  const first = await makeAttempt(keys, identificationId, 1, [], recipientList);
  const second = await makeAttempt(keys, identificationId, 2, contents, recipientList);
  const index: ArchiveIndex = {
    v: 1,
    tenantId: keys.tenantId,
    identificationId,
    rootKey: root.publicJwk,
    decision: await second.decide(),
    attempts: [first.attempt, second.attempt],
  };
  return { index, files: { ...first.files, ...second.files } as Record<string, Uint8Array> };
}

export const zip = (index: unknown, files: Record<string, Uint8Array>): Bytes =>
  Uint8Array.from(
    zipSync({ 'index.json': new TextEncoder().encode(JSON.stringify(index)), ...files }, { level: 0 }),
  );

/** Keys, what was sealed, and the parts of an archive that a test may tamper with before it zips them. */
export async function makeEvidence(tenantId?: string, given?: Keys) {
  const keys = given ?? (await makeKeys(tenantId));
  const recording = await makeRecording();
  const stills = [jpeg(1), jpeg(2)];
  const parts = await makeArchiveParts(keys, [
    { kind: 'recording', step: null, mime: 'video/webm', parts: inParts(recording, 700) },
    { kind: 'still', step: 'document_front', mime: 'image/jpeg', parts: [jpeg(1)] },
    { kind: 'still', step: 'face', mime: 'image/jpeg', parts: [jpeg(2)] },
  ]);
  return { keys, recording, stills, ...parts };
}
