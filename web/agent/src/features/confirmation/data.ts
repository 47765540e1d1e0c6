import { createStore, type Store } from '@visavis/call';
import { onConfirmationRequired, onUnauthenticated } from '../../api/client.ts';

/** Asks for the second factor wherever the server wants it again: one question, however many requests wait for it. */
export type Confirmation = {
  state: Store<{ isAsked: boolean }>;
  /** What waits goes on, or is given up. */
  answer: (isConfirmed: boolean) => void;
};

export function openConfirmation(): Confirmation {
  const store = createStore({ isAsked: false });
  let waiting: ((isConfirmed: boolean) => void)[] = [];
  const answer = (isConfirmed: boolean) => {
    const answered = waiting;
    waiting = [];
    store.update({ isAsked: false });
    for (const resolve of answered) resolve(isConfirmed);
  };
  onConfirmationRequired(
    () =>
      new Promise(resolve => {
        waiting.push(resolve);
        store.update({ isAsked: true });
      }),
  );
  onUnauthenticated(() => answer(false));
  return { state: store, answer };
}
