import { createStore, type Store } from '@visavis/call';

const shape = /^#\/invitation\/([A-Za-z0-9_-]+)$/;

export type InvitationLink = { state: Store<{ token: string | null }>; close: () => void };

/**
 * The token of a link that was followed, from the address, where it stays no longer than it takes to read it: not in the
 * history, not for who looks over a shoulder.
 */
export function openInvitationLink(): InvitationLink {
  const store = createStore<{ token: string | null }>({ token: null });
  const read = () => {
    const token = shape.exec(location.hash)?.[1];
    if (token === undefined) return;
    history.replaceState(null, '', location.pathname);
    store.update({ token });
  };
  addEventListener('hashchange', read);
  read();
  return { state: store, close: () => store.update({ token: null }) };
}
