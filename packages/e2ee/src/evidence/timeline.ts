/** Where a track's RTP clock stands on the recording's time. */
export interface TrackClock {
  /** Hz: 90 000 for video, 48 000 for Opus. */
  rate: number;
  lastRtp: number;
  /** Seconds since the recording's start by the RTP clock. */
  position: number;
  /** The last time given out, in seconds. */
  last: number;
}

/** How far RTP time and arrival may part before the sender must have started anew (a reload, another track). */
const MAX_DRIFT_S = 3;
/** Times of a track rise by at least this much; WebM counts in milliseconds. */
const MIN_STEP_S = 0.001;

/** A track whose first frame comes now. */
export const startClock = (rate: number, rtp: number, arrival: number): TrackClock => ({
  rate,
  lastRtp: rtp,
  position: arrival,
  last: arrival - MIN_STEP_S,
});

/**
 * The time of a frame: by RTP, so that the network's jitter does not show; anchored anew where RTP leaps.
 * @param rtp 32 bits, wraps
 * @param arrival seconds since the recording's start
 * @returns seconds, always above the one before
 */
export function frameTime(clock: TrackClock, rtp: number, arrival: number): number {
  clock.position += ((rtp - clock.lastRtp) | 0) / clock.rate;
  clock.lastRtp = rtp;
  if (Math.abs(clock.position - arrival) > MAX_DRIFT_S) clock.position = arrival;
  clock.last = Math.max(clock.position, clock.last + MIN_STEP_S);
  return clock.last;
}
