/* The agent's end before and after a reload, for `collector.test.ts`: real IndexedDB, real keys. */
import {
  createContentKey,
  generateDeviceKey,
  generateEvidenceKeyFile,
  generateRootKeyFile,
  issueCertificate,
  loadEvidenceKeyFile,
  loadRootKeyFile,
  openEvidence,
  readRecipientList,
  sealSegment,
  signDecision,
  signRecipientList,
} from '@visavis/e2ee';
import { createCollector, signOutstanding } from '../src/evidence/collector.ts';
import { markRegistered, openOutbox } from '../src/evidence/outbox.ts';

const attempt = { tenant: 'tenant-1', identification: 'id-1', attempt: 'attempt-1' };
const now = Math.floor(Date.now() / 1000);

interface Kept {
  rootFile: unknown;
  evidenceFile: unknown;
  recipientList: string;
}

async function makeKept(): Promise<Kept> {
  const rootFile = await generateRootKeyFile('tenant-1', new Date());
  const evidenceFile = await generateEvidenceKeyFile('tenant-1', new Date());
  const { recipient } = await loadEvidenceKeyFile(evidenceFile);
  const list = {
    tenant: 'tenant-1',
    contract: 'c-1',
    version: 1,
    expires: now + 60,
    recipients: [recipient],
  };
  const recipientList = await signRecipientList(list, (await loadRootKeyFile(rootFile)).privateKey);
  return { rootFile, evidenceFile, recipientList };
}

/** What outlives a reload of the page lies where the page keeps it. */
async function setUp() {
  const before = sessionStorage.getItem('kept');
  const kept = before === null ? await makeKept() : (JSON.parse(before) as Kept);
  sessionStorage.setItem('kept', JSON.stringify(kept));
  const root = await loadRootKeyFile(kept.rootFile);
  const device = await generateDeviceKey();
  const certificate = await issueCertificate(
    {
      tenant: 'tenant-1',
      device: device.publicJwk,
      person: 'p-1',
      name: 'Ada Example',
      role: 'agent',
      issued: now - 10,
      expires: now + 3600,
    },
    root.privateKey,
  );
  const signer = { deviceKey: device.privateKey, certificate };
  const failures: string[] = [];
  const outbox = await openOutbox('user-1');
  const nothing = () => undefined;
  const failed = (error: unknown) => failures.push(String(error));
  const collector = createCollector(outbox, attempt, signer, nothing, failed);
  const list = await readRecipientList(kept.recipientList, root.publicKey, 'tenant-1');
  return { kept, root, signer, failures, outbox, collector, list };
}

type Page = Awaited<ReturnType<typeof setUp>>;

async function startRecording({ collector, list }: Page, id: string) {
  const context = { ...attempt, artefact: id };
  const { key, ...content } = await createContentKey(context, list);
  await collector.add({ id, kind: 'recording', step: null, mime: 'video/webm', ...content });
  return (number: number, last: boolean) =>
    sealSegment(key, context, number, last, Uint8Array.of(7, 7, number));
}

/** Records, and is reloaded before either recording has an end. */
async function record(): Promise<void> {
  const page = await setUp();
  const seal = await startRecording(page, 'began');
  await startRecording(page, 'without-a-segment');
  await page.collector.segment('began', await seal(0, false));
  await markRegistered(page.outbox, 'began');
  await page.collector.segment('began', await seal(1, false));
}

/** After the reload: breaks off what was there, records on, decides, and opens it all. */
async function resume() {
  const page = await setUp();
  const { collector, outbox, signer, failures, kept, root } = page;
  // the upload of what was left signs as well, at the same time
  await Promise.all([collector.breakOff(), signOutstanding(outbox, attempt, signer), collector.breakOff()]);
  const seal = await startRecording(page, 'second');
  await collector.segment('second', await seal(0, true));
  const sound = failures.length;
  // another tab that still records what was broken off here
  await collector.segment('began', await seal(2, false));
  const finalManifest = await collector.head();
  const fields = { ...attempt, reason: null, finalManifest, transcriptHash: null, at: now };
  const segments = await outbox.getAll('segments');
  const artefacts = await outbox.getAll('artefacts');
  const opened = await openEvidence({
    ...attempt,
    root: root.publicKey,
    evidenceKeys: [await loadEvidenceKeyFile(kept.evidenceFile)],
    recipientList: kept.recipientList,
    manifests: (await outbox.getAll('manifests')).map(({ jws }) => jws),
    decision: await signDecision({ ...fields, outcome: 'rejected' }, signer),
    wrapped: id => Promise.resolve(artefacts.find(artefact => artefact.id === id)?.wrapped ?? []),
    segment: (id, number) =>
      Promise.resolve(
        segments.find(segment => segment.artefact === id && segment.number === number)?.ciphertext ?? null,
      ),
  });
  return {
    status: opened.status,
    reasons: opened.reasons,
    artefacts: opened.artefacts.map(({ artefact, brokenOff, complete, bytes }) => ({
      artefact,
      brokenOff,
      complete,
      bytes: bytes.length,
    })),
    registered: artefacts.filter(({ registered }) => registered).map(({ id }) => id),
    failures: [sound, failures.length],
  };
}

const trials = { record, resume };
export type Trials = typeof trials;
Object.assign(globalThis, { trials });
