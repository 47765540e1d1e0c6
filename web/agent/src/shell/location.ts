import type { SessionView } from '@visavis/protocol';
import { useSyncExternalStore } from 'react';
import { routeIds, routesFor, type RouteId } from './routes.tsx';

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

/** Where a person goes on whose desk is not open: a page that needs neither device nor site. */
export function otherPageOf(session: SessionView): string | undefined {
  const other = routesFor(session).find(id => id !== 'calls' && id !== 'floor');
  return other && hrefOf(other);
}
