import { closeDevices, createStore, openDevices, type DeviceProblem, type Store } from '@visavis/call';

export type Camera = {
  status: 'closed' | 'asking' | 'open' | 'problem';
  stream: MediaStream | null;
  problem: DeviceProblem | 'lost' | null;
};

export type CameraKeeper = { state: Store<Camera>; open: () => Promise<void>; close: () => void };

/** The agent's own camera and microphone: opened once, and kept between calls. */
export function keepCamera(): CameraKeeper {
  const store = createStore<Camera>({ status: 'closed', stream: null, problem: null });
  let run = 0;
  const release = () => {
    const { stream } = store.get();
    if (stream) closeDevices(stream);
  };
  return {
    state: store,
    open: async () => {
      run += 1;
      const mine = run;
      release();
      store.update({ status: 'asking', stream: null, problem: null });
      const result = await openDevices();
      if (mine !== run) {
        if (result.ok) closeDevices(result.stream);
        return;
      }
      if (!result.ok) {
        store.update({ status: 'problem', problem: result.problem });
        return;
      }
      for (const track of result.stream.getTracks())
        track.addEventListener('ended', () => {
          if (mine === run) store.update({ status: 'problem', stream: null, problem: 'lost' });
        });
      store.update({ status: 'open', stream: result.stream });
    },
    close: () => {
      run += 1;
      release();
      store.update({ status: 'closed', stream: null, problem: null });
    },
  };
}
