import { createStore, onNotice, requester, type Channel, type Store } from '@visavis/call';
import { agentNotices, agentRequests, type Body, type Notice, type Reply } from '@visavis/protocol';
import { isOver, openLink, type LinkState } from './link.ts';

export type Request = <Event extends keyof typeof agentRequests>(
  event: Event,
  body: Body<typeof agentRequests, Event>,
) => Promise<Reply<typeof agentRequests, Event>>;

export type Queue = Notice<typeof agentNotices, 'queue'>;
export type Offer = Notice<typeof agentNotices, 'offer'>;
export type AgentStatus = Notice<typeof agentNotices, 'agent:status'>['status'];

/** Where the console is, what may be said of its room, and what was. */
export type Shift = Notice<typeof agentNotices, 'agent:shift'>;
export type Barred = Notice<typeof agentNotices, 'agent:barred'>;

export type LiveState = {
  link: LinkState;
  status: AgentStatus;
  queue: Queue | null;
  /** Null until the server has told. */
  shift: Shift | null;
  /** Contracts whose calls do not come to this agent now or soon would not, and why. */
  barred: Barred;
};

export type Live = {
  state: Store<LiveState>;
  channel: Channel;
  request: Request;
  connect: () => void;
  /** Connects, and takes over from another console of the person. */
  takeOver: () => void;
  close: () => void;
};

export type LiveEvents = {
  onOffer: (offer: Offer) => void;
  onWithdrawn: (attemptId: string) => void;
  onResumable: (call: Notice<typeof agentNotices, 'call:resumable'>) => void;
  onStatus: (status: AgentStatus) => void;
  /** The person works in another console, or may not work from here. */
  onElsewhere: () => void;
  onUnauthenticated: () => void;
  onDeviceRevoked: () => void;
};

const nothingTold = {
  status: 'paused',
  queue: null,
  shift: null,
  barred: { contracts: [], ending: [] },
} satisfies Omit<LiveState, 'link'>;

/** The console's connection to the server, for as long as the person is signed in. */
export function openLive(events: LiveEvents): Live {
  const store = createStore<LiveState>({ link: 'connecting', ...nothingTold });
  const { socket, connect, takeOver, close } = openLink({
    as: 'agent',
    onUnauthenticated: events.onUnauthenticated,
    onDeviceRevoked: events.onDeviceRevoked,
    onLink: link => {
      store.update(isOver(link) ? { link, ...nothingTold } : { link });
      if (link === 'replaced' || link === 'elsewhere' || link === 'off_site') events.onElsewhere();
    },
  });
  onNotice(socket, agentNotices, 'agent:barred', barred => store.update({ barred }));
  onNotice(socket, agentNotices, 'agent:shift', shift => store.update({ shift }));
  onNotice(socket, agentNotices, 'queue', queue => store.update({ queue }));
  onNotice(socket, agentNotices, 'agent:status', ({ status }) => {
    store.update({ status });
    events.onStatus(status);
  });
  onNotice(socket, agentNotices, 'offer', events.onOffer);
  onNotice(socket, agentNotices, 'offer:withdrawn', ({ attemptId }) => events.onWithdrawn(attemptId));
  onNotice(socket, agentNotices, 'call:resumable', events.onResumable);

  return {
    state: store,
    channel: socket,
    request: requester(socket, agentRequests),
    connect,
    takeOver,
    close,
  };
}
