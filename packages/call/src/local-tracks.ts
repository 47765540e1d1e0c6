import type { Slot } from '@visavis/protocol';
import type { Media } from './media.ts';

type LocalTracksOptions = {
  local: MediaStream;
  /** Lets the worker send: what it was given before, black and silent, is not taken for a picture. */
  release: () => void;
  /** Whether the worker is known to get this slot's frames. */
  isProven: (slot: Slot) => boolean;
  /** Resolves when it is. */
  proven: (slot: Slot) => Promise<void>;
  /** Frames of this slot flow by now; see `Attachments`. */
  insist: (slot: Slot) => void;
  onAlarm: (code: string) => void;
};

/** This end's own tracks, held back until the call is accepted and both ends are ready. */
export type LocalTracks = {
  /** From now on what the camera sees may leave. */
  accept: () => void;
  /** Gives every track its slot with the SFU. */
  use: (media: Pick<Media, 'produce' | 'replace'>) => Promise<void>;
  /** This end's sender key stands. */
  canSeal: () => void;
  /** The other end opens frames and lets them through. */
  isAwaited: () => void;
  /** Another camera or microphone; keys and counters go on. */
  replace: (track: MediaStreamTrack) => Promise<void>;
  stop: () => void;
};

const slotOf = (track: MediaStreamTrack) => (track.kind === 'video' ? 'camera' : 'microphone');

export function createLocalTracks(options: LocalTracksOptions): LocalTracks {
  const { local, release, isProven, proven, insist, onAlarm } = options;
  // clones: the own picture goes on in the preview while nothing of it may leave yet
  const tracks = local.getTracks().map(track => track.clone());
  for (const track of tracks) track.enabled = false;
  const ready = { accepted: false, slots: false, seal: false, awaited: false };
  let media: Pick<Media, 'produce' | 'replace'> | undefined;

  /**
   * Frames begin when they can be sealed here and opened there. A key frame sent too early would be lost, and browsers
   * make no other within 300 ms, nor does the SFU ask again within a second.
   */
  const start = () => {
    if (Object.values(ready).includes(false)) return;
    for (const track of tracks) run(track).catch(() => onAlarm('media_failed'));
  };
  /** Black or silent until it is sure that nothing passes the worker by. */
  const run = async (track: MediaStreamTrack) => {
    const slot = slotOf(track);
    if (!isProven(slot)) {
      insist(slot);
      await media?.replace(slot, track);
      await proven(slot);
    }
    release();
    track.enabled = true;
    await media?.replace(slot, track);
  };
  const set = (what: keyof typeof ready) => {
    ready[what] = true;
    start();
  };

  return {
    accept: () => set('accepted'),
    use: async opened => {
      media = opened;
      for (const track of tracks) await opened.produce(slotOf(track), track);
      set('slots');
    },
    canSeal: () => set('seal'),
    isAwaited: () => set('awaited'),
    replace: async track => {
      const index = tracks.findIndex(({ kind }) => kind === track.kind);
      const old = tracks[index];
      if (!old) return;
      const clone = track.clone();
      clone.enabled = old.enabled;
      // one that is not sent yet is started later, with the others
      if (old.enabled) await media?.replace(slotOf(track), clone);
      old.stop();
      tracks[index] = clone;
    },
    stop: () => {
      for (const track of tracks) track.stop();
    },
  };
}
