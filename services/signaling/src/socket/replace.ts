import { send, type Live } from './live.ts';

/** Tells an earlier tab or console that it was taken over, and closes it, in whichever process it is. */
export function replace(live: Live, side: 'customers' | 'consoles', connectionId: string): void {
  const earlier = live[side].in(connectionId);
  send(earlier, 'replaced', {});
  earlier.disconnectSockets(true);
}
