import { createStore, type Store } from '@visavis/call';
import { signInRequest, type SessionView } from '@visavis/protocol';
import { ApiError, callApi, onUnauthenticated } from '../../api/client.ts';

export type Credentials = { email: string; password: string; totp: string };
/** What the sign-in form says above itself. */
export type SignInNote = 'refused' | 'too_many' | 'offline' | 'failed' | 'expired' | 'left';

export type SessionState = {
  status: 'opening' | 'signed_out' | 'signing_in' | 'signed_in';
  session: SessionView | null;
  note: SignInNote | null;
};

export type Session = {
  state: Store<SessionState>;
  signIn: (credentials: Credentials) => Promise<void>;
  signOut: () => Promise<void>;
  /** The server does not know the session any more. */
  expire: () => void;
};

/** Never tells which part was wrong: what fits no form is refused like what fits none of the accounts. */
function noteOf(error: unknown): SignInNote {
  if (!(error instanceof ApiError)) return 'failed';
  if (error.code === 'too_many_requests') return 'too_many';
  if (error.code === 'offline') return 'offline';
  return error.code === 'unauthenticated' || error.code === 'invalid_request' ? 'refused' : 'failed';
}

/** Asks the server who is signed in, and keeps it. */
export function openSession(): Session {
  const store = createStore<SessionState>({ status: 'opening', session: null, note: null });
  const leave = (note: SignInNote | null) => store.update({ status: 'signed_out', session: null, note });
  const expire = () => {
    if (store.get().status === 'signed_in') leave('expired');
  };
  onUnauthenticated(expire);
  callApi('readSession', {}).then(
    session => store.update({ status: 'signed_in', session }),
    (error: unknown) => {
      const isKnown = error instanceof ApiError && error.code !== 'unauthenticated';
      leave(isKnown ? noteOf(error) : null);
    },
  );
  return {
    state: store,
    expire,
    signIn: async credentials => {
      store.update({ status: 'signing_in', note: null });
      const body = signInRequest.safeParse({
        ...credentials,
        email: credentials.email.trim(),
        totp: credentials.totp.replaceAll(/\s/g, ''),
      });
      if (!body.success) {
        leave('refused');
        return;
      }
      try {
        store.update({ status: 'signed_in', session: await callApi('signIn', { body: body.data }) });
      } catch (error) {
        leave(noteOf(error));
      }
    },
    signOut: async () => {
      try {
        await callApi('signOut', {});
      } catch (error) {
        // still signed in at the server: saying otherwise would be untrue
        if (!(error instanceof ApiError) || error.code !== 'unauthenticated') return;
      }
      leave('left');
    },
  };
}
