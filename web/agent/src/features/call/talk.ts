import { createStore, type Store } from '@visavis/call';
import {
  lastingLink,
  openCameraDesk,
  openChat,
  openControl,
  openPhotoDesk,
  type CameraDeskState,
  type ChatState,
  type DataLink,
  type PhotoDeskState,
  type TakenPhoto,
} from '@visavis/call/data';
import { steps, type CameraCommand, type Step } from '@visavis/protocol';
import { z } from 'zod';

/** What the screen shows of what is said beside picture and sound; plain data. */
export type TalkShown = {
  /** Messages reach the customer now. */
  isReady: boolean;
  chat: ChatState;
  camera: CameraDeskState;
  photo: PhotoDeskState;
};

export const silent: TalkShown = {
  isReady: false,
  chat: { entries: [], isOpen: false, unread: 0 },
  camera: { camera: null, pending: null, problem: null },
  photo: { phase: 'none', share: 0, bytes: 0, problem: null },
};

/** What the agent does with it. */
export type TalkDeeds = {
  write: (text: string) => void;
  openChat: (isOpen: boolean) => void;
  command: (command: CameraCommand) => void;
  askPhoto: (step: Step) => void;
  cancelPhoto: () => void;
};

/** The same for whichever attempt is there when it is done. */
export const talkDeeds = (talk: () => Talk | undefined): TalkDeeds => ({
  write: text => talk()?.write(text),
  openChat: isOpen => talk()?.openChat(isOpen),
  command: command => talk()?.command(command),
  askPhoto: step => talk()?.askPhoto(step),
  cancelPhoto: () => talk()?.cancelPhoto(),
});

/** Chat, the customer's camera and photos of one attempt; goes on when the call is joined anew. */
export type Talk = TalkDeeds & {
  state: Store<TalkShown>;
  /** The call that carries it, or none. */
  use: (link: DataLink | null) => void;
  close: () => void;
};

const keptPhoto = z.strictObject({ attemptId: z.string(), id: z.uuid(), step: z.enum(steps) });
type KeptPhoto = z.infer<typeof keptPhoto>;
const photoKey = 'visavis.photo';

/** Which photo is still to come: a reload in mid-call goes on with it. */
function readKept(storage: Storage): KeptPhoto | undefined {
  const text = storage.getItem(photoKey);
  try {
    return text === null ? undefined : keptPhoto.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** @param onPhoto whole and checked, for the step that it was asked for */
export function openTalk(attemptId: string, onPhoto: (step: Step, photo: TakenPhoto) => void): Talk {
  const link = lastingLink();
  const control = openControl(link);
  const chat = openChat(control, 'agent');
  const camera = openCameraDesk(control);
  const photo = openPhotoDesk(link, control, (id, taken) => {
    const kept = readKept(sessionStorage);
    sessionStorage.removeItem(photoKey);
    if (kept?.id === id) onPhoto(kept.step, taken);
  });
  const store = createStore<TalkShown>(silent);
  const follow = () =>
    store.update({
      isReady: link.ready.get().ready,
      chat: chat.state.get(),
      camera: camera.state.get(),
      photo: photo.state.get(),
    });
  const stops = [link.ready, chat.state, camera.state, photo.state].map(each => each.subscribe(follow));
  const kept = readKept(sessionStorage);
  if (kept?.attemptId === attemptId) photo.ask(kept.id);
  else sessionStorage.removeItem(photoKey);
  return {
    state: store,
    write: chat.write,
    openChat: chat.setOpen,
    command: camera.command,
    askPhoto: step => {
      const id = crypto.randomUUID();
      sessionStorage.setItem(photoKey, JSON.stringify({ attemptId, id, step } satisfies KeptPhoto));
      photo.ask(id);
    },
    cancelPhoto: () => {
      sessionStorage.removeItem(photoKey);
      photo.cancel();
    },
    use: link.use,
    close: () => {
      for (const stop of stops) stop();
      sessionStorage.removeItem(photoKey);
      photo.close();
      camera.close();
      chat.close();
      control.close();
      link.use(null);
    },
  };
}
