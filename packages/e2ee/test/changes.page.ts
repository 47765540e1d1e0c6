/* Runs in a real browser: a running call whose tracks change, and simulcast, with a look at keys and counters. */
import {
  attach,
  connections,
  constantRate,
  notesOf,
  onlyVp8,
  passed,
  showOf,
  slotOf,
  statsOf,
  twoEnds,
  until,
} from './keyed-call.ts';
import { layersAsTracks, tracksAsLayers } from './simulcast.ts';

/** How many frames have to be opened after a change. */
const ENOUGH = { camera: 8, microphone: 25 } as const;

/** A moving picture whose size can change, as a phone's does when it is turned. */
function drawn(width: number, height: number) {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const timer = setInterval(() => {
    context.fillStyle = `hsl(${performance.now() / 10} 80% 50%)`;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }, 66);
  const [track] = canvas.captureStream(15).getVideoTracks();
  if (!track) throw new Error('no track');
  return { canvas, track, stop: () => clearInterval(timer) };
}

function hum(): MediaStreamTrack {
  const context = new AudioContext();
  const target = context.createMediaStreamDestination();
  const tone = new OscillatorNode(context, { frequency: 300 });
  tone.connect(target);
  tone.start();
  const [track] = target.stream.getAudioTracks();
  if (!track) throw new Error('no track');
  return track;
}

async function changes() {
  const { customer, agent } = await twoEnds();
  const [left, right] = connections();
  const media = await navigator.mediaDevices.getUserMedia({
    video: { width: 640, height: 480, frameRate: 15 },
    audio: true,
  });
  const shown = new MediaStream();
  const video = showOf(shown);
  right.ontrack = ({ receiver, track }) => {
    attach(agent, receiver, { direction: 'receive', slot: slotOf(track.kind), index: 0 });
    shown.addTrack(track);
  };
  const [camera] = media.getVideoTracks();
  const [voice] = media.getAudioTracks();
  if (!camera || !voice) throw new Error('no devices');
  const [picture, sound] = [left.addTrack(camera), left.addTrack(voice)];
  attach(customer, picture, { direction: 'send', slot: 'camera', index: 0 });
  attach(customer, sound, { direction: 'send', slot: 'microphone', index: 0 });
  onlyVp8(left);
  await left.setLocalDescription();
  await right.setRemoteDescription({ type: 'offer', sdp: left.localDescription?.sdp ?? '' });
  await right.setLocalDescription();
  await left.setRemoteDescription({ type: 'answer', sdp: constantRate(right.localDescription?.sdp ?? '') });

  const steps: { name: string; camera: number; microphone: number; size: string }[] = [];
  const size = () => `${video.videoWidth}x${video.videoHeight}`;
  const step = async (name: string, change: () => unknown, wanted?: string) => {
    await change();
    const before = { camera: await passed(agent, 'camera'), microphone: await passed(agent, 'microphone') };
    const since = async (slot: 'camera' | 'microphone') => (await passed(agent, slot)) - before[slot];
    await until(() => wanted === undefined || size() === wanted);
    await until(async () => (await since('camera')) >= ENOUGH.camera);
    await until(async () => (await since('microphone')) >= ENOUGH.microphone);
    steps.push({ name, camera: await since('camera'), microphone: await since('microphone'), size: size() });
  };
  const enable = (isOn: boolean) => {
    camera.enabled = voice.enabled = isOn;
  };
  const upright = drawn(360, 640);

  await step('start', () => undefined, '640x480');
  await step('muted', () => enable(false));
  await step('unmuted', () => enable(true));
  await picture.replaceTrack(null);
  await sound.replaceTrack(null);
  // what was encoded before still arrives
  const silence = async () => (await notesOf(customer)).encoded.length;
  let last = -1;
  await until(async () => last === (last = await silence()));
  await step('tracks back', async () => {
    await picture.replaceTrack(camera);
    await sound.replaceTrack(voice);
  });
  await step('lower resolution', () => camera.applyConstraints({ width: 320, height: 240 }), '320x240');
  await step('other camera, held upright', () => picture.replaceTrack(upright.track), '360x640');
  await step('turned', () => Object.assign(upright.canvas, { width: 640, height: 360 }), '640x360');
  await step('other microphone', () => sound.replaceTrack(hum()));
  await step('camera as before', () => picture.replaceTrack(camera), '320x240');
  const notes = await notesOf(customer);
  upright.stop();
  for (const connection of [left, right]) connection.close();
  return { steps, notes, customer: await statsOf(customer), agent: await statsOf(agent) };
}

const LAYERS = ['q', 'h', 'f'];

async function simulcast() {
  const { customer, agent } = await twoEnds();
  const [left, right] = connections();
  const media = await navigator.mediaDevices.getUserMedia({
    video: { width: 960, height: 540, frameRate: 10 },
  });
  const [camera] = media.getVideoTracks();
  if (!camera) throw new Error('no camera');
  const videos: HTMLVideoElement[] = [];
  right.ontrack = ({ receiver, track }) => {
    attach(agent, receiver, { direction: 'receive', slot: 'camera', index: 0 });
    videos.push(showOf(new MediaStream([track])));
  };
  const { sender } = left.addTransceiver(camera, {
    direction: 'sendonly',
    sendEncodings: LAYERS.map((rid, layer) => ({
      rid,
      scaleResolutionDownBy: 4 / 2 ** layer,
      maxBitrate: 100_000 * 2 ** layer,
    })),
  });
  attach(customer, sender, { direction: 'send', slot: 'camera', index: 0 });
  onlyVp8(left);
  await left.setLocalDescription();
  const offer = layersAsTracks(left.localDescription?.sdp ?? '', LAYERS);
  await right.setRemoteDescription({ type: 'offer', sdp: offer });
  await right.setLocalDescription();
  const answer = tracksAsLayers(
    right.localDescription?.sdp ?? '',
    LAYERS,
    left.getTransceivers()[0]?.mid ?? '0',
  );
  await left.setRemoteDescription({ type: 'answer', sdp: answer });
  await until(async () => {
    const transforms = await statsOf(agent);
    return transforms.length === LAYERS.length && transforms.every(one => one.passed >= ENOUGH.camera);
  });
  await until(() => videos.every(({ videoWidth }) => videoWidth > 0));
  const notes = await notesOf(customer);
  const agentStats = await statsOf(agent);
  for (const connection of [left, right]) connection.close();
  return { sizes: videos.map(video => video.videoWidth), notes, agent: agentStats };
}

const trials = { changes, simulcast };
Object.assign(globalThis, { trials });
export type ChangeTrials = typeof trials;
