import { createStore, type Store } from '@visavis/call';
import type { RiskSignal } from '@visavis/protocol';
import { onConfirmationRequired, onUnauthenticated } from '../../api/client.ts';

/** Asks for the second factor wherever the server wants it again: one question, however many requests wait for it. */
export type Confirmation = {
  /** Null: nothing waits. Else what speaks against the person: only a passkey will do if anything does. */
  state: Store<{ asked: readonly RiskSignal[] | null }>;
  /** What waits goes on, or is given up. */
  answer: (isConfirmed: boolean) => void;
};

export function openConfirmation(): Confirmation {
  const store = createStore<{ asked: readonly RiskSignal[] | null }>({ asked: null });
  let waiting: ((isConfirmed: boolean) => void)[] = [];
  const answer = (isConfirmed: boolean) => {
    const answered = waiting;
    waiting = [];
    store.update({ asked: null });
    for (const resolve of answered) resolve(isConfirmed);
  };
  onConfirmationRequired(
    signals =>
      new Promise(resolve => {
        waiting.push(resolve);
        store.update({ asked: signals });
      }),
  );
  onUnauthenticated(() => answer(false));
  return { state: store, answer };
}
