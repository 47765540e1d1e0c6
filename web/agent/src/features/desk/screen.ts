import type { CallShown } from '../call/state.ts';
import type { Deciding } from '../decision/data.ts';
import type { LiveState, Offer } from '../live/connection.ts';
import { isOver, type OverLink } from '../live/link.ts';

export type Screen = OverLink | 'deciding' | 'ended' | 'call' | 'accepting' | 'offer' | 'queue';

/** Pure: the one screen of an agent's desk. A decision under way outlives its call. */
export function screenOf(
  link: LiveState['link'],
  offer: Offer | null,
  shown: CallShown | null,
  deciding: Deciding | null,
): Screen {
  if (isOver(link)) return link;
  if (deciding) return 'deciding';
  if (shown?.stage === 'ended') return 'ended';
  if (shown?.stage === 'running') return 'call';
  if (shown?.stage === 'accepting') return 'accepting';
  return offer ? 'offer' : 'queue';
}
