import type { Slot } from '@visavis/protocol';
import type { Media } from './media.ts';

type LocalTracksOptions = {
  local: MediaStream;
  /** Lets the worker send this slot: what it was given before was black or silent. */
  release: (slot: Slot) => void;
  /** False where the worker cannot ask the browser's encoder for a key frame: then the encoder starts anew. */
  asksForKeyFrames: boolean;
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
  use: (media: LocalMedia) => Promise<void>;
  /** This end's sender key stands. */
  canSeal: () => void;
  /** The other end opens frames and lets them through. */
  isAwaited: () => void;
  /** Another camera or microphone; keys and counters go on. */
  replace: (track: MediaStreamTrack) => Promise<void>;
  stop: () => void;
};

type LocalMedia = Pick<Media, 'produce' | 'replace' | 'renew'>;

const slotOf = (track: MediaStreamTrack): Slot => (track.kind === 'video' ? 'camera' : 'microphone');

export function createLocalTracks(options: LocalTracksOptions): LocalTracks {
  const { local, release, asksForKeyFrames, isProven, proven, insist, onAlarm } = options;
  // clones: the own picture goes on in the preview while nothing of it may leave yet
  const tracks = new Map(local.getTracks().map(track => [slotOf(track), track.clone()]));
  for (const track of tracks.values()) track.enabled = false;
  const ready = { accepted: false, slots: false, seal: false, awaited: false };
  const running = new Set<Slot>();
  let isStarted = false;
  let media: LocalMedia | undefined;

  /**
   * Frames leave when they can be sealed here and opened there. A key frame sent too early would be lost, and the SFU does
   * not ask again within a second.
   */
  const start = () => {
    if (isStarted || Object.values(ready).includes(false)) return;
    isStarted = true;
    for (const slot of tracks.keys()) run(slot).catch(() => onAlarm('media_failed'));
  };
  /** Black or silent until it is sure that nothing passes the worker by. */
  const run = async (slot: Slot) => {
    if (!isProven(slot)) {
      insist(slot);
      await proven(slot);
    }
    running.add(slot);
    const track = tracks.get(slot);
    if (track) track.enabled = true;
    release(slot);
    if (!asksForKeyFrames) await media?.renew(slot);
  };
  const set = (what: keyof typeof ready) => {
    ready[what] = true;
    start();
  };

  return {
    accept: () => set('accepted'),
    use: async opened => {
      media = opened;
      for (const [slot, track] of tracks) {
        await opened.produce(slot, track);
        const current = tracks.get(slot);
        if (current && current !== track) await opened.replace(slot, current);
      }
      set('slots');
    },
    canSeal: () => set('seal'),
    isAwaited: () => set('awaited'),
    replace: async track => {
      const slot = slotOf(track);
      const old = tracks.get(slot);
      if (!old) return;
      const clone = track.clone();
      clone.enabled = running.has(slot);
      tracks.set(slot, clone);
      await media?.replace(slot, clone);
      old.stop();
    },
    stop: () => {
      for (const track of tracks.values()) track.stop();
    },
  };
}
