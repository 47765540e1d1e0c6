/* Runs in a real browser: customer and agent in one page, each with its own media worker, joined by a loopback call. */
import {
  CONNECTION_SETTINGS,
  contextHash,
  generateDeviceKey,
  generateEvidenceKeyFile,
  generateRootKeyFile,
  issueCertificate,
  loadEvidenceKeyFile,
  loadRootKeyFile,
  openEvidence,
  signDecision,
  signManifest,
  signRecipientList,
  startAgent,
  startInitiator,
  stepAgent,
  stepInitiator,
  toBase64Url,
  verifyCertificate,
  verifyRecipientList,
  type AgreementResult,
  type SealedSegment,
  type Step,
  type ToWorker,
  type TransformOptions,
} from '../src/index.ts';
import type { FromWorker } from '../src/media/worker-protocol.ts';
import { makeEnd, type End } from './end.ts';

type Streams = Extract<ToWorker, { type: 'streams' }>;

const NOW = Math.floor(Date.now() / 1000);
const ATTEMPT = { tenant: 'tenant-1', identification: 'id-1', attempt: 'attempt-1' };
const ROSTER = [
  { index: 0, participant: 'customer' },
  { index: 1, participant: 'agent' },
];

async function people() {
  const root = await loadRootKeyFile(await generateRootKeyFile('tenant-1', new Date()));
  const device = await generateDeviceKey();
  const certificate = await issueCertificate(
    {
      tenant: 'tenant-1',
      device: device.publicJwk,
      person: 'p-1',
      name: 'Ada Example',
      role: 'agent',
      issued: NOW,
      expires: NOW + 60,
    },
    root.privateKey,
  );
  return { root, signer: { deviceKey: device.privateKey, certificate } };
}

async function agree({ root, signer }: Awaited<ReturnType<typeof people>>) {
  const hash = await contextHash({
    tenantName: 'Example Bank',
    purpose: 'Opening an account',
    identification: 'id-1',
    rulesetVersion: 'basic@1',
    consentText: 'I agree.',
    recipientList: '',
  });
  const context = { attempt: 'attempt-1', agreementNumber: 1, contextHash: hash };
  const verify = (jws: string) => verifyCertificate(jws, root.publicKey, { tenant: 'tenant-1', now: NOW });
  const started = await startInitiator(context, { verifyCertificate: verify });
  let customer = started.state;
  let agent = startAgent(context, { ...signer, agent: await verify(signer.certificate) });
  const results: Partial<Record<'customer' | 'agent', AgreementResult>> = {};
  for (
    let out: typeof started.message | undefined = started.message, atAgent = true;
    out;
    atAgent = !atAgent
  ) {
    const step: Step<object> = atAgent ? await stepAgent(agent, out) : await stepInitiator(customer, out);
    if (!step.ok) throw new Error(step.code);
    if (atAgent) agent = step.state as typeof agent;
    else customer = step.state as typeof customer;
    if (step.result) results[atAgent ? 'agent' : 'customer'] = step.result;
    out = step.out;
  }
  if (!results.customer || !results.agent) throw new Error('no result');
  return { customer: results.customer, agent: results.agent };
}

function join(end: End, peer: number, wrap: AgreementResult['wrap']) {
  end.send({
    type: 'join',
    attempt: 'attempt-1',
    agreementNumber: 1,
    self: end.index,
    roster: ROSTER,
    peers: [{ index: peer, wrap }],
  });
}

async function passKey(from: End, to: End) {
  const { sealed } = await from.next('sealed-key');
  to.send({ type: 'peer-key', from: from.index, sealed });
  await to.next('receiving');
}

type Attach = (end: End, of: RTCRtpSender | RTCRtpReceiver, options: TransformOptions) => void;

const script: Attach = (end, of, options) => {
  of.transform = new RTCRtpScriptTransform(end.worker, options);
};

/** What browsers without script transforms have (Chromium has both). */
const streams: Attach = (end, of, options) => {
  const target = of as unknown as { createEncodedStreams: () => Pick<Streams, 'readable' | 'writable'> };
  const { readable, writable } = target.createEncodedStreams();
  const message: Streams = { type: 'streams', options, readable, writable };
  end.worker.postMessage(message, [readable, writable]);
};

const slotOf = (kind: string) => (kind === 'video' ? 'camera' : 'microphone');

function connect(settings: RTCConfiguration = CONNECTION_SETTINGS): [RTCPeerConnection, RTCPeerConnection] {
  const left = new RTCPeerConnection(settings);
  const right = new RTCPeerConnection(settings);
  left.onicecandidate = ({ candidate }) => void right.addIceCandidate(candidate ?? undefined);
  right.onicecandidate = ({ candidate }) => void left.addIceCandidate(candidate ?? undefined);
  return [left, right];
}

/** Calls: the customer sends camera and voice, the agent its voice. Gives the element that shows the customer. */
async function call(customer: End, agent: End, transform = script): Promise<HTMLVideoElement> {
  const [left, right] = connect();
  const media = await navigator.mediaDevices.getUserMedia({
    video: { width: 640, height: 480 },
    audio: true,
  });
  for (const track of media.getTracks())
    transform(customer, left.addTrack(track, media), {
      direction: 'send',
      slot: slotOf(track.kind),
      index: 0,
    });
  const video = document.createElement('video');
  Object.assign(video, { muted: true, autoplay: true });
  document.body.append(video);
  right.ontrack = ({ receiver, streams, track }) => {
    transform(agent, receiver, { direction: 'receive', slot: slotOf(track.kind), index: 0 });
    video.srcObject = streams[0] ?? null;
  };
  left.ontrack = ({ receiver }) =>
    transform(customer, receiver, { direction: 'receive', slot: 'microphone', index: 1 });
  for (const transceiver of left.getTransceivers()) {
    if (transceiver.sender.track?.kind !== 'video') continue;
    const codecs = RTCRtpReceiver.getCapabilities('video')?.codecs ?? [];
    transceiver.setCodecPreferences(codecs.filter(({ mimeType }) => mimeType === 'video/VP8'));
  }
  await left.setLocalDescription();
  if (left.localDescription) await right.setRemoteDescription(left.localDescription);
  const voice = await navigator.mediaDevices.getUserMedia({ audio: true });
  for (const track of voice.getTracks())
    transform(agent, right.addTrack(track, voice), { direction: 'send', slot: 'microphone', index: 1 });
  await right.setLocalDescription();
  if (right.localDescription) await left.setRemoteDescription(right.localDescription);
  return video;
}

const frames = (video: HTMLVideoElement, wanted: number) =>
  new Promise<number>(resolve => {
    let seen = 0;
    const count = () => {
      if (++seen >= wanted) resolve(seen);
      else video.requestVideoFrameCallback(count);
    };
    video.requestVideoFrameCallback(count);
  });

async function statsOf(end: End) {
  end.messages.splice(0, end.messages.length, ...end.messages.filter(({ type }) => type !== 'stats'));
  end.send({ type: 'get-stats' });
  return (await end.next('stats')).transforms;
}

async function playback(bytes: Uint8Array<ArrayBuffer>) {
  const video = document.createElement('video');
  Object.assign(video, {
    muted: true,
    defaultPlaybackRate: 4,
    src: URL.createObjectURL(new Blob([bytes], { type: 'video/webm' })),
  });
  document.body.append(video);
  const shown = frames(video, 30);
  const failed = new Promise<never>((_, reject) => {
    video.onerror = () => reject(new Error(video.error?.message ?? 'does not play'));
  });
  await Promise.race([video.play(), failed]);
  const count = await Promise.race([shown, failed]);
  await Promise.race([new Promise(resolve => (video.onended = resolve)), failed]);
  return { frames: count, width: video.videoWidth, height: video.videoHeight, seconds: video.currentTime };
}

/** Two ends that agreed, each with the other's sender key. */
async function keyedEnds(who: Awaited<ReturnType<typeof people>>) {
  const agreed = await agree(who);
  const [customer, agent] = [makeEnd(0), makeEnd(1)];
  join(customer, 1, agreed.customer.wrap);
  join(agent, 0, agreed.agent.wrap);
  await Promise.all([customer.next('sending'), agent.next('sending')]);
  await Promise.all([passKey(customer, agent), passKey(agent, customer)]);
  return { agreed, customer, agent };
}

/** A whole encrypted call, recorded, sealed, opened and played. */
async function recordedCall() {
  const who = await people();
  const { agreed, customer, agent } = await keyedEnds(who);
  const evidenceKey = await loadEvidenceKeyFile(await generateEvidenceKeyFile('tenant-1', new Date()));
  const listed = await signRecipientList(
    {
      tenant: 'tenant-1',
      contract: 'c-1',
      version: 1,
      expires: NOW + 60,
      recipients: [evidenceKey.recipient],
    },
    who.root.privateKey,
  );
  const list = await verifyRecipientList(listed, who.root.publicKey, {
    tenant: 'tenant-1',
    contract: 'c-1',
    now: NOW,
    seenVersion: 0,
  });
  const video = await call(customer, agent);
  const decoded = await frames(video, 30);
  agent.send({
    type: 'record',
    context: { ...ATTEMPT, artefact: 'a-1' },
    list,
    index: 0,
    step: 'greeting',
  });
  const recording = await agent.next('recording');
  customer.send({ type: 'rotate' }); // a new sender key while recording, and with it a key frame
  const rotated = await customer.next('sealed-key', ({ epoch }) => epoch > 65536);
  agent.send({ type: 'peer-key', from: 0, sealed: rotated.sealed });
  await agent.next('segment');
  agent.send({ type: 'record-step', step: 'document front' });
  await frames(video, 15);
  agent.send({ type: 'record-stop' });
  const recorded = await agent.next('recorded');
  const segments = agent.messages.flatMap(m => (m.type === 'segment' ? [m.segment] : []));
  const opened = await seal(who, agreed.agent, evidenceKey, listed, recording, segments);
  const bytes = opened.artefacts[0]?.bytes ?? new Uint8Array(0);
  return {
    sameCode: agreed.customer.securityCode === agreed.agent.securityCode,
    decoded,
    recorded,
    segments: segments.map(({ number, last }) => ({ number, last })),
    status: opened.status,
    reasons: opened.reasons,
    played: await playback(bytes),
    webm: toBase64Url(bytes),
    customer: await statsOf(customer),
    agent: await statsOf(agent),
  };
}

async function seal(
  { root, signer }: Awaited<ReturnType<typeof people>>,
  { transcriptHash }: AgreementResult,
  evidenceKey: Awaited<ReturnType<typeof loadEvidenceKeyFile>>,
  recipientList: string,
  recording: Extract<FromWorker, { type: 'recording' }>,
  segments: SealedSegment[],
) {
  const listed = segments.map(({ number, last, sha384, ciphertext }) => ({
    number,
    last,
    sha384,
    length: ciphertext.length,
  }));
  const entry = {
    artefact: 'a-1',
    kind: 'recording',
    step: null,
    mime: 'video/webm',
    commitment: recording.commitment,
    recipientList: recording.recipientList,
    segments: listed,
  };
  const { jws, head } = await signManifest(ATTEMPT, null, [entry], NOW, signer);
  const decision = await signDecision(
    {
      ...ATTEMPT,
      outcome: 'verified',
      reason: null,
      finalManifest: head,
      transcriptHash: toBase64Url(transcriptHash),
      at: NOW,
    },
    signer,
  );
  return openEvidence({
    ...ATTEMPT,
    root: root.publicKey,
    evidenceKeys: [evidenceKey],
    recipientList,
    manifests: [jws],
    decision,
    wrapped: () => Promise.resolve(recording.wrapped),
    segment: (_, number) => Promise.resolve(segments.find(s => s.number === number)?.ciphertext ?? null),
  });
}

/** The agent holds a key for the customer's KID, but not the customer's: nothing may be shown. */
async function wrongKey() {
  const agreed = await agree(await people());
  const [customer, impostor, agent] = [makeEnd(0), makeEnd(0), makeEnd(1)];
  join(customer, 1, agreed.customer.wrap);
  join(impostor, 1, agreed.customer.wrap);
  join(agent, 0, agreed.agent.wrap);
  await Promise.all([customer.next('sending'), agent.next('sending')]);
  await passKey(impostor, agent);
  const video = await call(customer, agent);
  const dropped = async () =>
    (await statsOf(agent)).reduce((sum, one) => sum + (one.dropped.not_authentic ?? 0), 0);
  while ((await dropped()) < 60);
  const flowing = agent.messages.filter(m => m.type === 'flowing' && m.options.direction === 'receive');
  return {
    dropped: await dropped(),
    flowing: flowing.length,
    shown: video.getVideoPlaybackQuality().totalVideoFrames,
  };
}

/** An encrypted call through createEncodedStreams. */
async function fallback() {
  const { customer, agent } = await keyedEnds(await people());
  const video = await call(customer, agent, streams);
  const decoded = await frames(video, 30);
  return { decoded, customer: await statsOf(customer), agent: await statsOf(agent) };
}

/** No key at all: not one frame leaves. */
async function noKey(attach: 'script' | 'streams') {
  const [customer, agent] = [makeEnd(0), makeEnd(1)];
  const video = await call(customer, agent, { script, streams }[attach]);
  const dropped = async () =>
    (await statsOf(customer)).reduce((sum, one) => sum + (one.dropped.no_key ?? 0), 0);
  while ((await dropped()) < 30);
  const passed = (await statsOf(customer)).reduce((sum, one) => sum + one.passed, 0);
  return { passed, shown: video.getVideoPlaybackQuality().totalVideoFrames };
}

/** No transform at all, on either side: the encoder runs, nothing leaves. The control, with the browser’s defaults, sends. */
async function noTransform(ours: boolean) {
  const [left, right] = connect(ours ? CONNECTION_SETTINGS : {});
  const media = await navigator.mediaDevices.getUserMedia({ video: true });
  for (const track of media.getTracks()) left.addTrack(track, media);
  await left.setLocalDescription();
  if (left.localDescription) await right.setRemoteDescription(left.localDescription);
  await right.setLocalDescription();
  if (right.localDescription) await left.setRemoteDescription(right.localDescription);
  const sum = async (connection: RTCPeerConnection, type: string, member: string) => {
    let total = 0;
    (await connection.getStats()).forEach((report: { type: string } & Record<string, unknown>) => {
      if (report.type === type) total += Number(report[member] ?? 0);
    });
    return total;
  };
  while ((await sum(left, 'outbound-rtp', 'framesEncoded')) < 30);
  return {
    sent: await sum(left, 'outbound-rtp', 'packetsSent'),
    received: await sum(right, 'inbound-rtp', 'packetsReceived'),
  };
}

const trials = { recordedCall, fallback, wrongKey, noKey, noTransform };
Object.assign(globalThis, { trials });
export type Trials = typeof trials;
