/** State outside React: read with `useSyncExternalStore(store.subscribe, store.get)`. */
export type Store<State> = {
  get: () => State;
  subscribe: (listener: () => void) => () => void;
};

export type WritableStore<State> = Store<State> & { update: (change: Partial<State>) => void };

/** A snapshot is replaced, never altered, so that a screen re-renders exactly when something changed. */
export function createStore<State extends object>(initial: State): WritableStore<State> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    subscribe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    update: change => {
      state = { ...state, ...change };
      for (const listener of listeners) listener();
    },
  };
}
