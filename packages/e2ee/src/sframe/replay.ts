/** Counters further behind the highest than this are refused unseen (R21). */
export const REPLAY_WINDOW = 4096;

/** The counters seen under one key: a ring of bits behind the highest. */
export interface ReplayWindow {
  highest: number;
  bits: Uint32Array;
}

/** A window that has seen nothing. */
export const createReplayWindow = (): ReplayWindow => ({
  highest: -1,
  bits: new Uint32Array(REPLAY_WINDOW / 32),
});

/** Whether `ctr` is new: neither seen nor too far behind. Changes nothing, so that a forged frame cannot move the window. */
export function isFresh(window: ReplayWindow, ctr: number): boolean {
  if (ctr > window.highest) return true;
  if (window.highest - ctr >= REPLAY_WINDOW) return false;
  const slot = ctr % REPLAY_WINDOW;
  return ((window.bits[slot >> 5] ?? 0) & (1 << (slot & 31))) === 0;
}

/** Marks `ctr` as seen; false if it was not fresh any more. Synchronous, hence atomic among concurrent frames. */
export function testAndSet(window: ReplayWindow, ctr: number): boolean {
  if (!isFresh(window, ctr)) return false;
  if (ctr - window.highest >= REPLAY_WINDOW) window.bits.fill(0);
  else
    for (let passed = window.highest + 1; passed < ctr; passed++) {
      const slot = passed % REPLAY_WINDOW;
      window.bits[slot >> 5] = (window.bits[slot >> 5] ?? 0) & ~(1 << (slot & 31));
    }
  const slot = ctr % REPLAY_WINDOW;
  window.bits[slot >> 5] = (window.bits[slot >> 5] ?? 0) | (1 << (slot & 31));
  window.highest = Math.max(window.highest, ctr);
  return true;
}
