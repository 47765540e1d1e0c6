import { readCall } from '../calls/authorise.ts';
import { announce, introduce } from '../calls/peers.ts';
import type { End } from './end.ts';
import type { Live } from './live.ts';

/** Tells the others in an open call that this end came or went; who comes also learns about all of them. */
export async function tellPeer(live: Live, end: End, attemptId: string, connected: boolean): Promise<void> {
  const call = await readCall(live, end, attemptId);
  if (call?.state !== 'offered' && call?.state !== 'active') return;
  announce(live, call, end.participant, connected);
  if (connected) introduce(live, call, end.participant);
}
