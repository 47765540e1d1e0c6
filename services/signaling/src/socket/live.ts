import type { Place } from '@visavis/db';
import type {
  agentNotices,
  callNotices,
  ConsoleHandshake,
  customerNotices,
  Notice,
  NoticeTable,
  Participant,
  supervisorNotices,
} from '@visavis/protocol';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { MediaNodes } from '../calls/media-nodes.ts';
import type { AgentTold } from '../calls/tell-agent.ts';
import type { CustomerTold } from '../calls/tell-customer.ts';
import type { SupervisorTold } from '../calls/tell-supervisor.ts';
import type { Context } from '../context.ts';
import type { AgentEnd, CustomerEnd, SupervisorEnd } from './end.ts';
import type { LiveTimes } from './times.ts';

export type Listeners = Record<string, (body: unknown, acknowledge?: unknown) => void>;
type Emitted<Table extends NoticeTable> = { [Event in keyof Table]: (body: Notice<Table, Event>) => void };
/** `entered`: the presence is written, so that it may be missed. */
export type CustomerData = { end: CustomerEnd; told: CustomerTold; entered: boolean };
/** `sessionHash`: of the id of the session that opened it, hexadecimal. */
type ConsoleData<As extends ConsoleHandshake['as']> = {
  handshake: Extract<ConsoleHandshake, { as: As }>;
  sessionHash: string;
  /** That session was begun with a passkey. */
  byPasskey: boolean;
  /** Where it comes from; undefined: not known. */
  address: string | undefined;
  /** Null: the organisation has none. */
  site: Place['site'];
};
export type AgentData = ConsoleData<'agent'> & { end: AgentEnd; told: AgentTold; entered: boolean };
export type SupervisorData = ConsoleData<'supervisor'> & { end: SupervisorEnd; told: SupervisorTold };
type ConsoleEmitted = Emitted<typeof agentNotices & typeof supervisorNotices>;
export type CustomerServer = Server<
  Listeners,
  Emitted<typeof customerNotices>,
  DefaultEventsMap,
  CustomerData
>;
export type ConsoleServer = Server<Listeners, ConsoleEmitted, DefaultEventsMap, AgentData | SupervisorData>;
export type CustomerSocket = Socket<
  Listeners,
  Emitted<typeof customerNotices>,
  DefaultEventsMap,
  CustomerData
>;
export type ConsoleSocket = Socket<Listeners, ConsoleEmitted, DefaultEventsMap, AgentData | SupervisorData>;
export type AgentSocket = Socket<Listeners, Emitted<typeof agentNotices>, DefaultEventsMap, AgentData>;
export type SupervisorSocket = Socket<
  Listeners,
  Emitted<typeof supervisorNotices>,
  DefaultEventsMap,
  SupervisorData
>;

/** The service's context, and what lives only as long as its sockets. */
export type Live = Context & {
  customers: CustomerServer;
  /** Agents and supervisors: everybody of the staff comes in by the same listener. */
  consoles: ConsoleServer;
  media: MediaNodes;
  times: LiveTimes;
  /** Looks for matches soon; returns at once. */
  match: () => void;
};

export const customerRoom = (identificationId: string) => `identification:${identificationId}`;
export const agentRoom = (userId: string) => `agent:${userId}`;

export const isAgent = (socket: ConsoleSocket): socket is ConsoleSocket & AgentSocket =>
  socket.data.end.participant === 'agent';
export const isSupervisor = (socket: ConsoleSocket): socket is ConsoleSocket & SupervisorSocket =>
  socket.data.end.participant === 'supervisor';

/** This process's own sockets. */
export const allCustomers = (live: Live): CustomerSocket[] => [...live.customers.sockets.sockets.values()];
export const allConsoles = (live: Live): ConsoleSocket[] => [...live.consoles.sockets.sockets.values()];
export const allAgents = (live: Live): AgentSocket[] => allConsoles(live).filter(isAgent);
export const allSupervisors = (live: Live): SupervisorSocket[] => allConsoles(live).filter(isSupervisor);

/** This process's own sockets in a room. */
export const customersHere = (live: Live, identificationId: string): CustomerSocket[] =>
  inRoom(live.customers.sockets, customerRoom(identificationId));
export const agentsHere = (live: Live, userId: string): AgentSocket[] =>
  inRoom<ConsoleSocket>(live.consoles.sockets, agentRoom(userId)).filter(isAgent);

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
  const room = participant === 'customer' ? live.customers.to(connectionId) : live.consoles.to(connectionId);
  send(room, event, body);
}
