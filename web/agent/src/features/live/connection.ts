import { createStore, onNotice, requester, type Channel, type Store } from '@visavis/call';
import { agentNotices, agentRequests, type Body, type Notice, type Reply } from '@visavis/protocol';
import { io } from 'socket.io-client';

export type Request = <Event extends keyof typeof agentRequests>(
  event: Event,
  body: Body<typeof agentRequests, Event>,
) => Promise<Reply<typeof agentRequests, Event>>;

export type Queue = Notice<typeof agentNotices, 'queue'>;
export type Offer = Notice<typeof agentNotices, 'offer'>;
export type AgentStatus = Notice<typeof agentNotices, 'agent:status'>['status'];

export type LiveState = {
  /** `replaced`: another console of this person took over. */
  link: 'connecting' | 'online' | 'offline' | 'replaced' | 'refused';
  status: AgentStatus;
  queue: Queue | null;
};

export type Live = {
  state: Store<LiveState>;
  channel: Channel;
  request: Request;
  /** Connects; after `replaced`, takes over from the other console. */
  connect: () => void;
  close: () => void;
};

export type LiveEvents = {
  onOffer: (offer: Offer) => void;
  onWithdrawn: (attemptId: string) => void;
  onResumable: (attemptId: string) => void;
  onStatus: (status: AgentStatus) => void;
  onReplaced: () => void;
  onUnauthenticated: () => void;
};

const againMilliseconds = 2000;

/** The console's connection to the server, for as long as the person is signed in. */
export function openLive(events: LiveEvents): Live {
  const store = createStore<LiveState>({ link: 'connecting', status: 'paused', queue: null });
  const socket = io({ transports: ['websocket'], autoConnect: false, auth: { as: 'agent' } });
  let again: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const end = (link: LiveState['link']) => {
    isOver = true;
    clearTimeout(again);
    socket.disconnect();
    store.update({ link, status: 'paused', queue: null });
  };
  // socket.io comes back from a broken network by itself, but not from a server that sent it away
  const comeBack = () => {
    clearTimeout(again);
    if (!isOver) again = setTimeout(() => socket.connect(), againMilliseconds);
  };

  socket.on('connect', () => store.update({ link: 'online' }));
  socket.on('disconnect', () => {
    if (isOver) return;
    store.update({ link: 'offline' });
    if (!socket.active) comeBack();
  });
  socket.on('connect_error', error => {
    const code = (error as Error & { data?: { code?: unknown } }).data?.code;
    if (code === 'unauthenticated') {
      end('offline');
      events.onUnauthenticated();
    } else if (code === 'not_permitted') end('refused');
    else {
      store.update({ link: 'offline' });
      if (!socket.active) comeBack();
    }
  });
  onNotice(socket, agentNotices, 'replaced', () => {
    end('replaced');
    events.onReplaced();
  });
  onNotice(socket, agentNotices, 'queue', queue => store.update({ queue }));
  onNotice(socket, agentNotices, 'agent:status', ({ status }) => {
    store.update({ status });
    events.onStatus(status);
  });
  onNotice(socket, agentNotices, 'offer', events.onOffer);
  onNotice(socket, agentNotices, 'offer:withdrawn', ({ attemptId }) => events.onWithdrawn(attemptId));
  onNotice(socket, agentNotices, 'call:resumable', ({ attemptId }) => events.onResumable(attemptId));

  return {
    state: store,
    channel: socket,
    request: requester(socket, agentRequests),
    connect: () => {
      isOver = false;
      store.update({ link: 'connecting' });
      socket.connect();
    },
    close: () => end('offline'),
  };
}
