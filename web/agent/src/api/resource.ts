import { createStore, type Store } from '@visavis/call';

export type Loaded<Value> =
  { status: 'loading'; value: null } | { status: 'ready'; value: Value } | { status: 'failed'; value: null };

/** Something the server has, as a page shows it. */
export type Resource<Value> = {
  state: Store<{ now: Loaded<Value> }>;
  /** Asks again; what was there stays until the answer comes. */
  reload: () => Promise<void>;
  change: (change: (value: Value) => Value) => void;
};

/** Loads at once. A failure is a state: the page says so and offers to try again. */
export function loadResource<Value>(load: () => Promise<Value>): Resource<Value> {
  const store = createStore<{ now: Loaded<Value> }>({ now: { status: 'loading', value: null } });
  const reload = async () => {
    if (store.get().now.status === 'failed') store.update({ now: { status: 'loading', value: null } });
    try {
      store.update({ now: { status: 'ready', value: await load() } });
    } catch {
      store.update({ now: { status: 'failed', value: null } });
    }
  };
  void reload();
  return {
    state: store,
    reload,
    change: change => {
      const { now } = store.get();
      if (now.status === 'ready') store.update({ now: { status: 'ready', value: change(now.value) } });
    },
  };
}
