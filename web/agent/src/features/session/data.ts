import { createStore, type Store } from '@visavis/call';
import { signInRequest, type SessionView } from '@visavis/protocol';
import { ApiError, callApi, onUnauthenticated } from '../../api/client.ts';
import { factorBody, type Factor } from '../account/factor.tsx';

/** `factor`: the code of the app or a recovery code. */
export type Credentials = { email: string; password: string; factor: Factor };
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
  /** What the answer to the sign-in had to tell was seen. */
  read: () => void;
  /** After a change of one's own account. */
  refresh: () => Promise<void>;
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
    signIn: async ({ email, password, factor }) => {
      store.update({ status: 'signing_in', note: null });
      const body = signInRequest.safeParse({
        email: email.trim(),
        password,
        ...factorBody(factor),
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
    read: () => {
      const { session } = store.get();
      if (session) store.update({ session: { ...session, news: null } });
    },
    refresh: async () => {
      // without an answer the next request will tell
      const session = await callApi('readSession', {}).catch(() => null);
      if (session) store.update({ session });
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
