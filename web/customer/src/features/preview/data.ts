import {
  closeDevices,
  createStore,
  listDevices,
  openDevices,
  watchLevel,
  type DeviceChoice,
  type DeviceProblem,
  type Store,
} from '@visavis/call';
import { otherCamera } from '@visavis/call/data';

export type DeviceOption = { id: string; label: string };

export type Devices = {
  status: 'closed' | 'asking' | 'open' | 'problem';
  problem: DeviceProblem | null;
  stream: MediaStream | null;
  cameras: DeviceOption[];
  microphones: DeviceOption[];
  camera: string | null;
  microphone: string | null;
};

export const closed: Devices = {
  status: 'closed',
  problem: null,
  stream: null,
  cameras: [],
  microphones: [],
  camera: null,
  microphone: null,
};

export type DeviceKeeper = {
  state: Store<Devices>;
  level: Store<{ value: number }>;
  /** @returns whether camera and microphone are open now */
  open: (choice?: DeviceChoice) => Promise<boolean>;
  /** The camera that looks the other way, for holding a document up to the one at the back. */
  nextCamera: () => Promise<boolean>;
  close: () => void;
};

const options = (devices: readonly MediaDeviceInfo[]): DeviceOption[] =>
  devices.filter(({ deviceId }) => deviceId !== '').map(({ deviceId, label }) => ({ id: deviceId, label }));

const deviceOf = (tracks: readonly MediaStreamTrack[]) => tracks[0]?.getSettings().deviceId ?? null;

/** Whether a picture is to be shown as in a mirror: yours is, what the camera at the back sees is not. */
export const isMirrored = (stream: MediaStream | null): boolean =>
  stream?.getVideoTracks()[0]?.getSettings().facingMode !== 'environment';

/**
 * Keeps camera and microphone of this page.
 * @param onFailed a track ended although nobody here ended it: device unplugged, permission withdrawn
 */
export function keepDevices(onFailed: () => void): DeviceKeeper {
  const store = createStore<Devices>(closed);
  const level = createStore({ value: 0 });
  let stopLevel = () => {};
  let run = 0;

  const release = () => {
    stopLevel();
    stopLevel = () => {};
    level.update({ value: 0 });
    const { stream } = store.get();
    if (stream) closeDevices(stream);
  };

  const open = async (choice: DeviceChoice = {}): Promise<boolean> => {
    run += 1;
    const mine = run;
    // phones open one camera at a time
    release();
    store.update({ status: 'asking', problem: null, stream: null });
    const result = await openDevices({ ...choice, mayZoom: true });
    if (mine !== run) {
      if (result.ok) closeDevices(result.stream);
      return false;
    }
    if (!result.ok) {
      store.update({ status: 'problem', problem: result.problem });
      return false;
    }
    const { stream } = result;
    for (const track of stream.getTracks()) track.addEventListener('ended', () => mine === run && onFailed());
    stopLevel = watchLevel(stream, value => level.update({ value }));
    const found = await listDevices();
    store.update({
      status: 'open',
      stream,
      cameras: options(found.cameras),
      microphones: options(found.microphones),
      camera: deviceOf(stream.getVideoTracks()),
      microphone: deviceOf(stream.getAudioTracks()),
    });
    return true;
  };

  return {
    state: store,
    level,
    open,
    nextCamera: () => {
      const { cameras, camera, microphone } = store.get();
      const next = otherCamera(cameras, camera);
      return next ? open({ camera: next.id, ...(microphone ? { microphone } : {}) }) : Promise.resolve(false);
    },
    close: () => {
      run += 1;
      release();
      store.update(closed);
    },
  };
}
