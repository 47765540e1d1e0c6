import type { Actor, StaffUser } from '@visavis/db';
import type {
  agentNotices,
  callNotices,
  customerNotices,
  Notice,
  NoticeTable,
  Participant,
} from '@visavis/protocol';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { MediaNodes } from '../calls/media-nodes.ts';
import type { AgentTold } from '../calls/tell-agent.ts';
import type { CustomerTold } from '../calls/tell-customer.ts';
import type { Context } from '../context.ts';
import type { LiveTimes } from './times.ts';

/** A customer's tab, after its link was found good. */
export type CustomerEnd = {
  participant: 'customer';
  tenantId: string;
  identificationId: string;
  /** Names this connection in the database and as a room: what is meant for the newest tab only goes there. */
  connectionId: string;
  actor: Actor;
};

/** An agent's console, after the session was found good. */
export type AgentEnd = {
  participant: 'agent';
  tenantId: string;
  userId: string;
  connectionId: string;
  actor: Actor;
};

export type End = CustomerEnd | AgentEnd;

export type Listeners = Record<string, (body: unknown, acknowledge?: unknown) => void>;
type Emitted<Table extends NoticeTable> = { [Event in keyof Table]: (body: Notice<Table, Event>) => void };
/** `entered`: the presence is written, so that it may be missed. */
export type CustomerData = { end: CustomerEnd; told: CustomerTold; entered: boolean };
export type AgentData = { end: AgentEnd; told: AgentTold; entered: boolean };
export type CustomerServer = Server<
  Listeners,
  Emitted<typeof customerNotices>,
  DefaultEventsMap,
  CustomerData
>;
export type AgentServer = Server<Listeners, Emitted<typeof agentNotices>, DefaultEventsMap, AgentData>;
export type CustomerSocket = Socket<
  Listeners,
  Emitted<typeof customerNotices>,
  DefaultEventsMap,
  CustomerData
>;
export type AgentSocket = Socket<Listeners, Emitted<typeof agentNotices>, DefaultEventsMap, AgentData>;

/** The service's context, and what lives only as long as its sockets. */
export type Live = Context & {
  customers: CustomerServer;
  agents: AgentServer;
  media: MediaNodes;
  times: LiveTimes;
  /** Looks for matches soon; returns at once. */
  match: () => void;
};

export const customerRoom = (identificationId: string) => `identification:${identificationId}`;
export const agentRoom = (userId: string) => `agent:${userId}`;

/** This process's own sockets in a room. */
export const customersHere = (live: Live, identificationId: string): CustomerSocket[] =>
  inRoom(live.customers.sockets, customerRoom(identificationId));
export const agentsHere = (live: Live, userId: string): AgentSocket[] =>
  inRoom(live.agents.sockets, agentRoom(userId));

function inRoom<S>(
  namespace: { sockets: Map<string, S>; adapter: { rooms: Map<string, Set<string>> } },
  room: string,
): S[] {
  const ids = [...(namespace.adapter.rooms.get(room) ?? [])];
  return ids.map(id => namespace.sockets.get(id)).filter(socket => socket !== undefined);
}

/** For pairs of event and body that fit together, where the compiler only sees two unions. */
export function send(to: object, event: string, body: unknown): void {
  (to as { emit: (event: string, body: unknown) => unknown }).emit(event, body);
}

type EndOfCall = { connectionId: string | null };

/** Sends to the newest tab of one end, whichever process it is connected to, and to nobody else. */
export function notifyEnd<Event extends keyof typeof callNotices>(
  live: Live,
  call: Record<Participant, EndOfCall>,
  participant: Participant,
  event: Event,
  body: Notice<typeof callNotices, Event>,
): void {
  const { connectionId } = call[participant];
  if (connectionId === null) return;
  const room = participant === 'customer' ? live.customers.to(connectionId) : live.agents.to(connectionId);
  send(room, event, body);
}

export const agentEnd = (user: StaffUser, connectionId: string): AgentEnd => ({
  participant: 'agent',
  tenantId: user.tenantId,
  userId: user.id,
  connectionId,
  actor: { kind: 'user', id: user.id },
});

export const customerEnd = (
  tenantId: string,
  identificationId: string,
  connectionId: string,
): CustomerEnd => ({
  participant: 'customer',
  tenantId,
  identificationId,
  connectionId,
  actor: { kind: 'customer', id: identificationId },
});
