import { createStore, type Store } from '@visavis/call';
import { ApiError, callApi } from '../../api/client.ts';
import type { Session } from './data.ts';

/** So long before the end it is said, and so often at most that somebody is here. */
const soonMilliseconds = 120_000;
const reportMilliseconds = 60_000;
const againMilliseconds = 10_000;

export type Keeper = {
  /** Until when somebody has to show that they are here, by this machine's clock; null while there is time. */
  state: Store<{ endsAt: number | null }>;
  stay: () => void;
};

/**
 * Tells the server when somebody uses keyboard or pointer, since what a page does by itself is no use of the session;
 * and looks in time whether the session is about to end, so that nothing stays on the screen of whoever has left.
 */
export function keepSession(session: Session): Keeper {
  const store = createStore<{ endsAt: number | null }>({ endsAt: null });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isIn = false;
  let reportedAt = 0;

  const lookIn = (milliseconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), milliseconds);
  };
  const learn = (secondsLeft: number) => {
    if (!isIn) return;
    const left = secondsLeft * 1000;
    const isSoon = left <= soonMilliseconds;
    store.update({ endsAt: isSoon ? Date.now() + left : null });
    lookIn(isSoon ? left + 1000 : left - soonMilliseconds);
  };
  const look = async () => {
    try {
      learn((await callApi('readSession', {})).secondsLeft);
    } catch (error) {
      // that it is over, the client has told already
      if (error instanceof ApiError && error.code === 'unauthenticated') return;
      if (isIn) lookIn(againMilliseconds);
    }
  };
  const stay = () => {
    reportedAt = Date.now();
    callApi('useSession', {}).then(
      ({ secondsLeft }) => {
        learn(secondsLeft);
        // nothing prolongs the last minutes of a session that has lasted as long as it may: said once
        store.update({ endsAt: null });
      },
      () => undefined,
    );
  };
  const notice = () => {
    const isDue = store.get().endsAt !== null || Date.now() - reportedAt > reportMilliseconds;
    if (isIn && isDue) stay();
  };
  const follow = () => {
    const view = session.state.get().session;
    if ((view !== null) === isIn) return;
    isIn = view !== null;
    clearTimeout(timer);
    store.update({ endsAt: null });
    if (view) learn(view.secondsLeft);
  };

  for (const event of ['pointerdown', 'keydown'] as const) addEventListener(event, notice, { passive: true });
  session.state.subscribe(follow);
  follow();
  return { state: store, stay };
}
