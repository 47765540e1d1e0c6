import { startEncryption, type Encryption } from '@visavis/call/encryption';
import { CONNECTION_SETTINGS, type FromWorker, type WrapKeys } from '@visavis/e2ee';
import type { Slot } from '@visavis/protocol';

const self = { sender: 0, receiver: 1 } as const;
const roster = [
  { index: self.sender, participant: 'customer' },
  { index: self.receiver, participant: 'agent' },
];

/** One end of a call within this page. */
type End = {
  encryption: Encryption;
  next: <Type extends FromWorker['type']>(type: Type) => Promise<FromWorker & { type: Type }>;
};

function startEnd(worker: Worker): End {
  const encryption = startEncryption(worker);
  return {
    encryption,
    next: type =>
      new Promise((resolve, reject) => {
        worker.addEventListener('error', () => reject(new Error('the worker does not start')), {
          once: true,
        });
        const stop = encryption.listen(message => {
          if (message.type !== type) return;
          stop();
          resolve(message as FromWorker & { type: typeof type });
        });
      }),
  };
}

async function join(end: End, index: number, wrap: WrapKeys): Promise<FromWorker & { type: 'sealed-key' }> {
  const sealed = end.next('sealed-key');
  const sending = end.next('sending');
  const peers = [{ index: 1 - index, wrap }];
  for (const slot of ['camera', 'microphone'] as const) end.encryption.post({ type: 'release', slot });
  end.encryption.post({ type: 'join', attempt: 'compat', agreementNumber: 1, self: index, roster, peers });
  await sending;
  return sealed;
}

/** A picture and a tone without camera and microphone. */
function standIns(): { tracks: MediaStreamTrack[]; stop: () => void } {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: 320, height: 240 });
  const pen = canvas.getContext('2d');
  const timer = setInterval(() => {
    if (!pen) return;
    pen.fillStyle = `hsl(${performance.now() / 10} 70% 50%)`;
    pen.fillRect(0, 0, canvas.width, canvas.height);
  }, 60);
  const sound = new AudioContext();
  const target = sound.createMediaStreamDestination();
  const tone = new OscillatorNode(sound, { frequency: 300 });
  tone.connect(target);
  tone.start();
  // without a touch of the page some browsers hold it back; a silent track is sent as well
  void sound.resume().catch(() => undefined);
  const tracks = [...canvas.captureStream(15).getTracks(), ...target.stream.getTracks()];
  return {
    tracks,
    stop: () => {
      clearInterval(timer);
      for (const track of tracks) track.stop();
      void sound.close();
    },
  };
}

const slotOf = (kind: string): Slot => (kind === 'video' ? 'camera' : 'microphone');

/** Only VP8 and Opus, as in a call. */
function vp8AndOpus(connection: RTCPeerConnection): void {
  for (const transceiver of connection.getTransceivers()) {
    const kind = transceiver.sender.track?.kind ?? 'audio';
    const wanted = kind === 'video' ? 'video/vp8' : 'audio/opus';
    const codecs = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? [];
    transceiver.setCodecPreferences(codecs.filter(({ mimeType }) => mimeType.toLowerCase() === wanted));
  }
}

/** Frames of one slot that were sealed at one end and opened at the other. */
export type Counts = Record<Slot, { sealed: number; opened: number; dropped: string[] }>;

async function countsOf(sender: End, receiver: End): Promise<Counts> {
  const ask = async (end: End) => {
    const stats = end.next('stats');
    end.encryption.post({ type: 'get-stats' });
    return (await stats).transforms;
  };
  const [left, right] = await Promise.all([ask(sender), ask(receiver)]);
  const of = (slot: Slot) => ({
    sealed: left.find(one => one.slot === slot && one.direction === 'send')?.passed ?? 0,
    opened: right.find(one => one.slot === slot && one.direction === 'receive')?.passed ?? 0,
    dropped: Object.entries(right.find(one => one.slot === slot)?.dropped ?? {}).map(
      ([code, count]) => `${code} ${count}`,
    ),
  });
  return { camera: of('camera'), microphone: of('microphone') };
}

const wanted = 10;
export const isEnough = ({ sealed, opened }: Counts[Slot]): boolean => sealed >= wanted && opened >= wanted;

export type Loopback = {
  /** The worker that does a call's encryption started and made keys. */
  worker: Promise<void>;
  /** Frames counted until there were enough of both kinds, or `deadline` came. */
  frames: Promise<Counts>;
  /** A message went over a data channel. */
  data: Promise<void>;
  close: () => void;
};

/** Two connections of this page, with the workers and transforms of a real call between them. */
export function runLoopback(startWorker: () => Worker, deadline: Promise<unknown>): Loopback {
  const [sender, receiver] = [startEnd(startWorker()), startEnd(startWorker())];
  const left = new RTCPeerConnection(CONNECTION_SETTINGS);
  const right = new RTCPeerConnection(CONNECTION_SETTINGS);
  const media = standIns();
  const worker = exchangeKeys(sender, receiver);
  const channel = left.createDataChannel('compat');
  const data = new Promise<void>(resolve => {
    right.ondatachannel = ({ channel: theirs }) => (theirs.onmessage = () => resolve());
    channel.onopen = () => channel.send('compat');
  });
  const frames = worker.then(async () => {
    await connect(left, right, media.tracks, [sender, receiver]);
    return await until(() => countsOf(sender, receiver), deadline);
  });
  return {
    worker,
    frames,
    data,
    close: () => {
      media.stop();
      left.close();
      right.close();
      sender.encryption.close();
      receiver.encryption.close();
    },
  };
}

async function exchangeKeys(sender: End, receiver: End): Promise<void> {
  const make = () =>
    crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const [one, other] = [await make(), await make()];
  const [key] = await Promise.all([
    join(sender, self.sender, { seal: one, open: other }),
    join(receiver, self.receiver, { seal: other, open: one }),
  ]);
  const receiving = receiver.next('receiving');
  receiver.encryption.post({ type: 'peer-key', from: self.sender, sealed: key.sealed });
  await receiving;
}

async function connect(
  left: RTCPeerConnection,
  right: RTCPeerConnection,
  tracks: MediaStreamTrack[],
  [sender, receiver]: [End, End],
): Promise<void> {
  left.onicecandidate = ({ candidate }) => void right.addIceCandidate(candidate ?? undefined);
  right.onicecandidate = ({ candidate }) => void left.addIceCandidate(candidate ?? undefined);
  right.ontrack = ({ receiver: of, track }) =>
    receiver.encryption.attach(of, { direction: 'receive', slot: slotOf(track.kind), index: self.sender });
  for (const track of tracks)
    sender.encryption.attach(left.addTrack(track), {
      direction: 'send',
      slot: slotOf(track.kind),
      index: self.sender,
    });
  vp8AndOpus(left);
  await left.setLocalDescription();
  if (left.localDescription) await right.setRemoteDescription(left.localDescription);
  await right.setLocalDescription();
  if (right.localDescription) await left.setRemoteDescription(right.localDescription);
}

/** Counts again and again until there is enough of both kinds, at the latest when `deadline` has come. */
async function until(count: () => Promise<Counts>, deadline: Promise<unknown>): Promise<Counts> {
  const over = deadline.then(() => true);
  for (;;) {
    const counts = await count();
    const pause = new Promise<false>(resolve => setTimeout(resolve, 100, false));
    if (Object.values(counts).every(isEnough) || (await Promise.race([over, pause]))) return counts;
  }
}
