import type { Call, WritableStore } from '@visavis/call';
import type { AttemptContext, Bytes, SealingList } from '@visavis/e2ee';
import type { Collector } from '../../evidence/collector.ts';
import type { Live } from '../live/connection.ts';
import type { Recording } from './recording.ts';
import type { CallShown } from './state.ts';
import type { Talk } from './talk.ts';
import type { TrustBasis } from './trust.ts';

/** What the call needs of the console around it. */
export type CallBasis = TrustBasis & {
  live: Live;
  camera: () => MediaStream | null;
  /** Where the attempt's sealed evidence goes. */
  collect: (attempt: AttemptContext, onFailure: () => void) => Collector;
};

/** The attempt that is on the screen, with everything that runs for it. */
export type Running = {
  attemptId: string;
  /** Whose call it is, as the server said when it came. */
  tenantId: string;
  basis: CallBasis;
  store: WritableStore<{ shown: CallShown | null }>;
  hash: PromiseWithResolvers<Bytes>;
  accepted: boolean;
  rejoins: number;
  /** The decision is being sealed: nothing is recorded any more. */
  isSealing: boolean;
  isOver: boolean;
  talk: Talk;
  call?: Call;
  stop?: () => void;
  collector?: Collector;
  attempt?: AttemptContext;
  /** Nobody may record without a verified list. */
  list?: SealingList;
  recording?: Recording;
  /** The agreement that the server is being told of. */
  telling?: string;
};

export const shownOf = ({ store, attemptId }: Running): CallShown | null => {
  const { shown } = store.get();
  return shown?.attemptId === attemptId ? shown : null;
};
export function show(running: Running, change: Partial<CallShown>): void {
  const shown = shownOf(running);
  if (shown) running.store.update({ shown: { ...shown, ...change } });
}
