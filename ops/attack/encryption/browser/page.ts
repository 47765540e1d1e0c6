/* Runs in a real browser: what a server that rewrites the media's way can do to the real media worker. */
import { CONNECTION_SETTINGS, type FromWorker, type ToWorker, type WrapKeys } from '@visavis/e2ee';

const roster = [
  { index: 0, participant: 'customer' },
  { index: 1, participant: 'agent' },
];

/** A media worker, and what it has said. */
function startWorker() {
  const worker = new Worker('/worker.js', { type: 'module' });
  const said: FromWorker[] = [];
  const waiting = new Set<() => void>();
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    said.push(data);
    for (const look of waiting) look();
  });
  const next = <T extends FromWorker['type']>(type: T) =>
    new Promise<FromWorker & { type: T }>(resolve => {
      const look = () => {
        const at = said.findIndex(message => message.type === type);
        if (at < 0) return;
        waiting.delete(look);
        resolve(said.splice(at, 1)[0] as FromWorker & { type: T });
      };
      waiting.add(look);
      look();
    });
  return { worker, next, send: (message: ToWorker) => worker.postMessage(message) };
}
type Worked = ReturnType<typeof startWorker>;

async function wraps(): Promise<[WrapKeys, WrapKeys]> {
  const make = () =>
    crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const [one, two] = [await make(), await make()];
  return [
    { seal: one, open: two },
    { seal: two, open: one },
  ];
}

/** An agent's worker in a call, with the customer's sender key. */
async function agentInCall(): Promise<Worked> {
  const [customer, agent] = [startWorker(), startWorker()];
  const [customerWrap, agentWrap] = await wraps();
  const join = { type: 'join', attempt: 'attempt-1', agreementNumber: 1, roster } as const;
  customer.send({ ...join, self: 0, peers: [{ index: 1, wrap: customerWrap }] });
  agent.send({ ...join, self: 1, peers: [{ index: 0, wrap: agentWrap }] });
  const { sealed } = await customer.next('sealed-key');
  await agent.next('sending');
  agent.send({ type: 'peer-key', from: 0, sealed });
  await agent.next('receiving');
  return agent;
}

async function connect(left: RTCPeerConnection, right: RTCPeerConnection): Promise<void> {
  left.onicecandidate = ({ candidate }) => void right.addIceCandidate(candidate ?? undefined);
  right.onicecandidate = ({ candidate }) => void left.addIceCandidate(candidate ?? undefined);
  for (const transceiver of left.getTransceivers()) {
    if (transceiver.sender.track?.kind !== 'video') continue;
    const codecs = RTCRtpReceiver.getCapabilities('video')?.codecs ?? [];
    transceiver.setCodecPreferences(codecs.filter(({ mimeType }) => mimeType === 'video/VP8'));
  }
  await left.setLocalDescription();
  if (left.localDescription) await right.setRemoteDescription(left.localDescription);
  await right.setLocalDescription();
  if (right.localDescription) await left.setRemoteDescription(right.localDescription);
}

async function sum(connection: RTCPeerConnection, type: string, member: string): Promise<number> {
  let total = 0;
  (await connection.getStats()).forEach((report: { type: string } & Record<string, unknown>) => {
    if (report.type === type) total += Number(report[member] ?? 0);
  });
  return total;
}

/** A sender in clear in the place of the customer's: does the agent's end show it? */
async function plainMedia(wanted: number) {
  const agent = await agentInCall();
  const [left, right] = [new RTCPeerConnection(), new RTCPeerConnection(CONNECTION_SETTINGS)];
  const media = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
  for (const track of media.getTracks()) left.addTrack(track, media);
  const video = document.createElement('video');
  Object.assign(video, { muted: true, autoplay: true });
  document.body.append(video);
  right.ontrack = ({ receiver, streams, track }) => {
    const slot = track.kind === 'video' ? 'camera' : 'microphone';
    receiver.transform = new RTCRtpScriptTransform(agent.worker, { direction: 'receive', slot, index: 0 });
    video.srcObject = streams[0] ?? null;
  };
  await connect(left, right);
  for (;;) {
    agent.send({ type: 'get-stats' });
    const { transforms } = await agent.next('stats');
    const passed = transforms.reduce((total, one) => total + one.passed, 0);
    const dropped = transforms
      .flatMap(one => Object.values(one.dropped))
      .reduce((total, one) => total + one, 0);
    const shown = video.getVideoPlaybackQuality().totalVideoFrames;
    // what was let through is shown a moment later: the picture counts, not the worker's word
    if (dropped + passed >= wanted) return { dropped, passed, shown };
    await new Promise(requestAnimationFrame);
  }
}

/** The server's answer comes so late that no transform stands when the encoder starts. */
async function withoutTransform(wanted: number) {
  const [left, right] = [new RTCPeerConnection(CONNECTION_SETTINGS), new RTCPeerConnection()];
  const media = await navigator.mediaDevices.getUserMedia({ video: true });
  for (const track of media.getTracks()) left.addTrack(track, media);
  const video = document.createElement('video');
  Object.assign(video, { muted: true, autoplay: true });
  document.body.append(video);
  right.ontrack = ({ streams }) => {
    video.srcObject = streams[0] ?? null;
  };
  await connect(left, right);
  while ((await sum(left, 'outbound-rtp', 'framesEncoded')) < wanted);
  return {
    encoded: await sum(left, 'outbound-rtp', 'framesEncoded'),
    received: await sum(right, 'inbound-rtp', 'packetsReceived'),
    shown: video.getVideoPlaybackQuality().totalVideoFrames,
  };
}

const attack = { plainMedia, withoutTransform };
Object.assign(globalThis, { attack });
export type PageAttacks = typeof attack;
