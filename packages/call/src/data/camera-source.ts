import type { CameraCommand, CameraProblem, CameraState } from '@visavis/protocol';
import { createStore, type Store } from '../store.ts';
import { readCamera, settingsBefore, settingsFor, type CameraSettings } from './camera-features.ts';
import type { Control } from './control.ts';

/** What the agent has changed just now, for a line on the customer's screen. */
export type CameraChange = 'torch_on' | 'torch_off' | 'zoom' | 'focus_near' | 'focus_auto' | 'flip';

export type CameraSource = {
  state: Store<{ change: CameraChange | null; at: number }>;
  /** The track that is sent now. Called again whenever it or the choice of cameras changes. */
  use: (track: MediaStreamTrack | null, canFlip: boolean) => void;
  /** While a photo is taken nobody may turn the camera. @returns what `work` does */
  hold: <Value>(work: (track: MediaStreamTrack) => Promise<Value>) => Promise<Value>;
  /** Puts the camera back as it was: no light stays on. */
  close: () => Promise<void>;
};

type Own = {
  control: Control;
  flip: () => Promise<boolean>;
  track: MediaStreamTrack | null;
  canFlip: boolean;
  before: CameraState | null;
  applied: CameraSettings;
  isHeld: boolean;
};

const changeOf = (command: CameraCommand): CameraChange => {
  if (command.kind === 'torch') return command.on ? 'torch_on' : 'torch_off';
  if (command.kind === 'focus') return command.mode === 'near' ? 'focus_near' : 'focus_auto';
  return command.kind;
};

/**
 * Everything set so far, at once: constraints replace those before them. The size of the picture is given again only
 * where the browser lost it, since Chromium refuses to take both kinds together.
 */
async function apply(track: MediaStreamTrack, set: CameraSettings): Promise<void> {
  const size = track.getConstraints();
  const { width } = track.getSettings();
  const advanced = [set as MediaTrackConstraintSet];
  await track.applyConstraints({ advanced });
  if (track.getSettings().width !== width) await track.applyConstraints({ ...size, advanced });
}

async function obey(own: Own, command: CameraCommand): Promise<CameraProblem | null> {
  if (own.isHeld) return 'busy';
  const { track } = own;
  if (command.kind === 'flip') {
    if (!own.canFlip) return 'unsupported';
    return (await own.flip()) ? null : 'failed';
  }
  const change = track && settingsFor(track, command);
  if (!change) return 'unsupported';
  // by itself again: the distance is the camera's
  const { focusDistance, ...rest } = own.applied;
  const keepsDistance = focusDistance !== undefined && command.kind !== 'focus';
  const wished = { ...rest, ...(keepsDistance ? { focusDistance } : {}), ...change };
  try {
    await apply(track, wished);
  } catch {
    return 'failed';
  }
  if (own.track === track) own.applied = wished;
  return null;
}

/** Gives the customer's camera into the agent's hands, as far as it goes and for as long as the call. */
export function openCameraSource(control: Control, flip: () => Promise<boolean>): CameraSource {
  const store = createStore<{ change: CameraChange | null; at: number }>({ change: null, at: 0 });
  const own: Own = { control, flip, track: null, canFlip: false, before: null, applied: {}, isHeld: false };
  let isClosed = false;
  // one after the other: each begins from how the one before left the camera
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const tell = (answer: { id: string; problem: CameraProblem | null } | null = null) => {
    if (own.track)
      control.send({
        type: 'camera:state',
        state: readCamera(own.track, own.canFlip, own.applied),
        answer,
      });
  };
  const take = async (id: string, command: CameraCommand) => {
    if (isClosed) return;
    const problem = await obey(own, command).catch(() => 'failed' as const);
    tell({ id, problem });
    if (problem === null) store.update({ change: changeOf(command), at: Date.now() });
  };
  const stops = [
    control.onMeeting(() => tell()),
    control.listen((from, message) => {
      if (from === 'agent' && message.type === 'camera:command')
        void inTurn(() => take(message.id, message.command));
    }),
  ];
  return {
    state: store,
    use: (track, canFlip) => {
      if (own.track === track && own.canFlip === canFlip) return;
      if (own.track !== track) {
        own.applied = {};
        own.before = track && readCamera(track, canFlip);
      }
      own.track = track;
      own.canFlip = canFlip;
      tell();
    },
    hold: work =>
      inTurn(async () => {
        const { track } = own;
        if (!track) throw new Error('no camera');
        own.isHeld = true;
        try {
          return await work(track);
        } finally {
          own.isHeld = false;
          tell();
        }
      }),
    close: () => {
      isClosed = true;
      for (const stop of stops) stop();
      return inTurn(async () => {
        const { track, before, applied } = own;
        own.track = null;
        if (!track || !before || track.readyState === 'ended' || Object.keys(applied).length === 0) return;
        await apply(track, settingsBefore(before, applied));
      }).catch(() => undefined);
    },
  };
}
