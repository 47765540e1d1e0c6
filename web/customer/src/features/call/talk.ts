import { createStore, type Store } from '@visavis/call';
import {
  lastingLink,
  openCameraSource,
  openChat,
  openControl,
  openPhotoSource,
  takePhoto,
  type CameraChange,
  type ChatState,
  type DataLink,
  type PhotoSourceState,
} from '@visavis/call/data';

/** What the screen shows of what is said beside picture and sound; plain data. */
export type TalkShown = {
  /** Messages reach the agent now. */
  isReady: boolean;
  chat: ChatState;
  /** What the agent has changed last, and when (milliseconds since 1970). */
  camera: { change: CameraChange | null; at: number };
  photo: PhotoSourceState & {
    /** Since when (milliseconds since 1970). */
    at: number;
  };
};

export const silent: TalkShown = {
  isReady: false,
  chat: { entries: [], isOpen: false, unread: 0 },
  camera: { change: null, at: 0 },
  photo: { phase: 'none', share: 0, problem: null, at: 0 },
};

/** Chat, camera and photos of one attempt; goes on when the call is joined anew. */
export type Talk = {
  state: Store<TalkShown>;
  write: (text: string) => void;
  openChat: (isOpen: boolean) => void;
  cancelPhoto: () => void;
  /** The call that carries it, or none. */
  use: (link: DataLink | null) => void;
  /** The camera whose picture is sent. */
  useCamera: (track: MediaStreamTrack | null, canFlip: boolean) => void;
  /** Leaves the camera as it was before. */
  close: () => void;
};

/** Between the words “hold still” and the picture: a hand takes a moment to come to rest. */
const restMilliseconds = 1200;
const rest = () => new Promise(resolve => setTimeout(resolve, restMilliseconds));

/** @param flip turns to the other camera; whether that worked */
export function openTalk(flip: () => Promise<boolean>): Talk {
  const link = lastingLink();
  const control = openControl(link);
  const chat = openChat(control, 'customer');
  const camera = openCameraSource(control, flip);
  const photo = openPhotoSource(link, control, () =>
    camera.hold(async track => {
      await rest();
      return takePhoto(track);
    }),
  );
  const store = createStore<TalkShown>(silent);
  const follow = () => {
    const before = store.get().photo;
    const now = photo.state.get();
    const at = now.phase === before.phase ? before.at : Date.now();
    store.update({
      isReady: link.ready.get().ready,
      chat: chat.state.get(),
      camera: camera.state.get(),
      photo: { ...now, at },
    });
  };
  const stops = [link.ready, chat.state, camera.state, photo.state].map(each => each.subscribe(follow));
  return {
    state: store,
    write: chat.write,
    openChat: chat.setOpen,
    cancelPhoto: photo.cancel,
    use: link.use,
    useCamera: camera.use,
    close: () => {
      for (const stop of stops) stop();
      photo.close();
      chat.close();
      void camera.close();
      control.close();
      link.use(null);
    },
  };
}
