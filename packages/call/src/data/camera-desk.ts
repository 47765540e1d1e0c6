import type { CameraCommand, CameraProblem, CameraState } from '@visavis/protocol';
import { createStore, type Store } from '../store.ts';
import type { Control } from './control.ts';

/** The customer's camera as the agent sees it. */
export type CameraDeskState = {
  /** As the customer's browser last said; null while nothing is known. */
  camera: CameraState | null;
  /** A command that is not answered yet. */
  pending: CameraCommand | null;
  problem: CameraProblem | 'no_answer' | null;
};

export type CameraDesk = {
  state: Store<CameraDeskState>;
  /** One at a time; of those given meanwhile the last counts. */
  command: (command: CameraCommand) => void;
  close: () => void;
};

const answerMilliseconds = 15_000;

export function openCameraDesk(control: Control): CameraDesk {
  const store = createStore<CameraDeskState>({ camera: null, pending: null, problem: null });
  let current: string | null = null;
  let next: CameraCommand | null = null;
  let late: ReturnType<typeof setTimeout> | undefined;
  const settle = (problem: CameraDeskState['problem']) => {
    clearTimeout(late);
    current = null;
    const following = next;
    next = null;
    store.update({ pending: null, problem });
    if (following && problem === null) give(following);
  };
  const give = (command: CameraCommand) => {
    if (!control.ready.get().ready) {
      store.update({ problem: 'no_answer' });
      return;
    }
    current = crypto.randomUUID();
    store.update({ pending: command, problem: null });
    late = setTimeout(() => settle('no_answer'), answerMilliseconds);
    control.send({ type: 'camera:command', id: current, command });
  };
  const stops = [
    control.listen((from, message) => {
      if (from !== 'customer' || message.type !== 'camera:state') return;
      store.update({ camera: message.state });
      if (message.answer && message.answer.id === current) settle(message.answer.problem);
    }),
    control.ready.subscribe(() => {
      if (!control.ready.get().ready && current !== null) settle('no_answer');
    }),
  ];
  return {
    state: store,
    command: command => {
      if (current === null) give(command);
      else next = command;
    },
    close: () => {
      clearTimeout(late);
      for (const stop of stops) stop();
    },
  };
}
