import { useSyncExternalStore } from 'react';
import { routeIds, type RouteId } from './routes.tsx';

/** Addresses are `#/calls`, `#/contracts` …: the server serves one page. */
export const hrefOf = (route: RouteId): string => `#/${route}`;

const read = (): string => location.hash;
const subscribe = (listener: () => void): (() => void) => {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
};

/** The route that the address names, if it is one. */
export function useRoute(): RouteId | undefined {
  const hash = useSyncExternalStore(subscribe, read);
  return routeIds.find(id => hash === hrefOf(id));
}
