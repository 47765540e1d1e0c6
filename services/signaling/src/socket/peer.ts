import { asTenant, findCall } from '@visavis/db';
import { otherEnd } from '../calls/consumers.ts';
import { notifyEnd, type End, type Live } from './live.ts';

/** Tells the other end of an open call that this one came or went; who comes also learns whether the other is there. */
export async function tellPeer(live: Live, end: End, attemptId: string, connected: boolean): Promise<void> {
  const call = await asTenant(live.sql, end.tenantId, sql => findCall(sql, attemptId));
  if (call?.state !== 'offered' && call?.state !== 'active') return;
  const here = end.participant;
  const there = otherEnd(here);
  notifyEnd(live, call, there, 'call:peer', { attemptId, connected, generation: call[here].generation });
  if (!connected) return;
  notifyEnd(live, call, here, 'call:peer', {
    attemptId,
    connected: call[there].connectionId !== null,
    generation: call[there].generation,
  });
}
