import type { types } from 'mediasoup-client';
import { RequestError } from './requests.ts';

/** What of a transport is needed here. */
type Kept = Pick<types.Transport, 'connectionState' | 'closed' | 'restartIce'> & {
  on: (event: 'connectionstatechange', listener: (state: types.ConnectionState) => void) => unknown;
};

type Options = {
  /** New ICE credentials; asked again with the same number after no answer. */
  restart: (number: number) => Promise<types.IceParameters>;
  /** Every change of state, `failed` only once nothing more is tried. */
  report: (state: types.ConnectionState) => void;
};

/** Browsers say `disconnected` for a few lost checks too, and recover by themselves. */
const graceMilliseconds = 3_000;
const attemptMilliseconds = 6_000;
const pauseMilliseconds = 1_000;
/** Longer, and the call is joined anew, which costs a new key agreement. */
const patienceMilliseconds = 20_000;

/** Refusals that pass: the socket is on its way back, or another end joins at this moment. */
const passing = new Set(['no_answer', 'conflict', 'stale_fence']);

/**
 * Restarts a transport's ICE when its connection breaks, as when a phone changes from WLAN to mobile (RFC 8445,
 * section 9). DTLS, tracks, channels and keys go on as they were.
 */
export function keepConnected(transport: Kept, { restart, report }: Options): void {
  let wasConnected = false;
  let restarts = 0;
  let isMending = false;
  let grace: ReturnType<typeof setTimeout> | undefined;
  let heard = (): void => undefined;
  const isOver = () => transport.closed || transport.connectionState === 'connected';

  const settled = (milliseconds: number) =>
    new Promise<void>(resolve => {
      const late = setTimeout(resolve, milliseconds);
      heard = () => {
        if (!isOver()) return;
        clearTimeout(late);
        resolve();
      };
      heard();
    });

  const attempt = async () => {
    const iceParameters = await restart(restarts + 1);
    restarts += 1;
    if (transport.closed) return;
    await transport.restartIce({ iceParameters });
    await settled(attemptMilliseconds);
  };

  const mend = async () => {
    const end = Date.now() + patienceMilliseconds;
    while (!isOver() && Date.now() < end) {
      try {
        await attempt();
      } catch (error) {
        if (error instanceof RequestError && !passing.has(error.code)) break;
        await settled(pauseMilliseconds);
      }
    }
    if (!isOver()) report('failed');
  };

  const begin = () => {
    if (isMending || isOver()) return;
    isMending = true;
    void mend().finally(() => (isMending = false));
  };

  transport.on('connectionstatechange', state => {
    clearTimeout(grace);
    heard();
    if (state === 'connected') wasConnected = true;
    if (!wasConnected || state !== 'failed') report(state);
    if (!wasConnected) return;
    if (state === 'disconnected') grace = setTimeout(begin, graceMilliseconds);
    if (state === 'failed') begin();
  });
}
