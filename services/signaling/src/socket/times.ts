/** How long things take on the live side. Tests inject shorter ones. */
export type LiveTimes = {
  /** Matching, positions, offers that run out. */
  tickMs: number;
  /** How often a process writes that its sockets are there. Several fit into `staleSeconds`. */
  heartbeatMs: number;
  /** How often it is asked which sessions are over. A console outlives its session by less than two seconds. */
  sessionMs: number;
  /** Who was not seen for this long is not matched. */
  staleSeconds: number;
  /** How long an agent may think about an offer. */
  offerSeconds: number;
  /** How long a place is kept for a customer who is away. */
  graceSeconds: number;
  /** How often sessions of this process's calls are leased anew; a node drops one after 60 s. */
  leaseMs: number;
  /** A media node that was not heard of for this long is lost. */
  nodeSeconds: number;
};

export const liveTimes: LiveTimes = {
  tickMs: 2_000,
  heartbeatMs: 5_000,
  sessionMs: 1_000,
  staleSeconds: 30,
  offerSeconds: 20,
  graceSeconds: 15 * 60,
  leaseMs: 15_000,
  nodeSeconds: 20,
};
