import { createStore, type Store } from '@visavis/call';

/** How far the second voice may run apart from the picture before it is put right, in seconds. */
const driftMost = 0.15;

export type Playback = {
  state: Store<{ isPlaying: boolean; time: number; duration: number; isBroken: boolean }>;
  toggle: () => void;
  seek: (seconds: number) => void;
  close: () => void;
};

/** Plays a picture with its voice, and the other voice beside it on the same time. */
export function createPlayback(main: HTMLVideoElement, second: HTMLAudioElement | null): Playback {
  const store = createStore({ isPlaying: false, time: 0, duration: 0, isBroken: false });
  const stop = new AbortController();
  const on = (name: keyof HTMLMediaElementEventMap, listener: () => void) =>
    main.addEventListener(name, listener, { signal: stop.signal });
  const align = (most: number) => {
    if (second && Math.abs(second.currentTime - main.currentTime) > most)
      second.currentTime = main.currentTime;
  };
  const startSecond = () => {
    if (!second || main.paused || main.currentTime >= second.duration) return;
    align(driftMost);
    // refused only when the page may not play at all; the picture's own refusal says so
    second.play().catch(() => undefined);
  };
  const say = () =>
    store.update({
      isPlaying: !main.paused && !main.ended,
      time: main.currentTime,
      duration: main.duration || 0,
    });

  for (const name of ['play', 'pause', 'ended', 'timeupdate', 'durationchange', 'seeked'] as const)
    on(name, say);
  on('playing', startSecond);
  for (const name of ['pause', 'waiting', 'ended', 'seeking'] as const) on(name, () => second?.pause());
  on('seeking', () => align(0));
  on('seeked', startSecond);
  on('timeupdate', () => align(driftMost));
  on('error', () => store.update({ isBroken: true, isPlaying: false }));
  return {
    state: store,
    toggle: () => {
      if (!main.paused) main.pause();
      else main.play().catch(() => store.update({ isPlaying: false }));
    },
    seek: seconds => {
      main.currentTime = seconds;
      store.update({ time: seconds });
    },
    close: () => {
      stop.abort();
      main.pause();
      second?.pause();
    },
  };
}
