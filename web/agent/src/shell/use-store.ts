import type { Store } from '@visavis/call';
import { useSyncExternalStore } from 'react';

/** The store's state; renders again when it changes. */
export const useStore = <State>(store: Store<State>): State =>
  useSyncExternalStore(store.subscribe, store.get);
