import {
  createStore,
  onNotice,
  prepareCall,
  requester,
  RequestError,
  type Call,
  type CallState,
  type Store,
  type WritableStore,
} from '@visavis/call';
import { verifyCertificate, type Bytes } from '@visavis/e2ee';
import { supervisorNotices, supervisorRequests, type CallContext, type Notice } from '@visavis/protocol';
import { shownHash, verifyCallContext } from '../call/trust.ts';
import type { DeskOptions } from '../device/role-console.ts';
import { openLink, type Link, type LinkState } from '../live/link.ts';
import { alarmNote, refusedNote, type FloorNote } from './notes.ts';

export type FloorCall = Notice<typeof supervisorNotices, 'floor'>['calls'][number];

/** The call that is being watched. Nothing of the customer but picture and voice. */
export type Watched = Pick<CallState, 'phase' | 'roster' | 'remotes' | 'seen'> & {
  call: FloorCall;
  context: CallContext;
};

export type SupervisionState = {
  link: LinkState;
  /** Where this console is; null: the organisation has no sites. */
  site: string | null;
  /** Null until the server has told. */
  calls: readonly FloorCall[] | null;
  /** Attempt that the supervisor has asked to join. */
  joining: string | null;
  watched: Watched | null;
  note: FloorNote | null;
};

/** A supervisor's part of the console: the floor, and the one call that is watched. */
export type Supervision = {
  state: Store<SupervisionState>;
  join: (call: FloorCall) => Promise<void>;
  /** At once; nothing happens outside a call. */
  leave: () => void;
  /** Back from another console of the same person. */
  takeOver: () => void;
  /** After the person has gone to a site. */
  again: () => void;
  close: () => void;
};

type Parts = DeskOptions & {
  store: WritableStore<SupervisionState>;
  link: Link;
  request: ReturnType<typeof requester<typeof supervisorRequests>>;
  /** Rises with every call that is joined or left: an answer to an earlier wish changes nothing any more. */
  run: number;
  running?: { attemptId: string; call: Call; stop: () => void };
};

const start: SupervisionState = {
  link: 'connecting',
  site: null,
  calls: null,
  joining: null,
  watched: null,
  note: null,
};

/** Opens the connection to the floor. No call is joined by itself, also not after a reload. */
export function openSupervision(options: DeskOptions): Promise<Supervision> {
  const store = createStore<SupervisionState>(start);
  const link = openLink({
    as: 'supervisor',
    onUnauthenticated: options.onUnauthenticated,
    onDeviceRevoked: options.onDeviceRevoked,
    onLink: state => follow(parts, state),
  });
  const { socket } = link;
  const parts: Parts = { ...options, store, link, request: requester(socket, supervisorRequests), run: 0 };
  onNotice(socket, supervisorNotices, 'supervisor:site', ({ site }) => store.update({ site }));
  onNotice(socket, supervisorNotices, 'floor', ({ calls }) => store.update({ calls }));
  onNotice(socket, supervisorNotices, 'call:ended', ({ attemptId }) => {
    if (parts.running?.attemptId === attemptId) out(parts, { kind: 'out', why: 'ended' });
  });
  link.connect();
  return Promise.resolve({
    state: store,
    join: call => join(parts, call),
    leave: () => leave(parts, { kind: 'out', why: 'left' }),
    takeOver: link.takeOver,
    again: link.connect,
    close: () => {
      out(parts, null);
      link.close();
    },
  });
}

/** Who loses the connection is out: the ends of the call are told so by the server. */
function follow(parts: Parts, link: LinkState): void {
  const { store } = parts;
  const { watched, joining } = store.get();
  if (link !== 'online' && (watched ?? joining) !== null)
    out(parts, { kind: 'out', why: link === 'replaced' ? 'replaced' : 'connection' });
  store.update(link === 'online' ? { link } : { link, calls: null });
}

/** Ends this end's part. What was to be heard or seen stops at once. */
function out(parts: Parts, note: FloorNote | null): void {
  const { running, store } = parts;
  parts.run += 1;
  delete parts.running;
  running?.stop();
  running?.call.close();
  store.update({ watched: null, joining: null, note });
}

/** Out, and the server is told, so that the ends are. */
function leave(parts: Parts, note: FloorNote): void {
  const { watched, joining } = parts.store.get();
  const attemptId = watched?.call.attemptId ?? joining;
  if (attemptId === null) return;
  out(parts, note);
  parts.request('supervise:leave', { attemptId }).catch(() => undefined);
}

async function join(parts: Parts, call: FloorCall): Promise<void> {
  const { store, device, request } = parts;
  if (store.get().watched ?? store.get().joining) return;
  const run = (parts.run += 1);
  const { attemptId } = call;
  store.update({ joining: attemptId, note: null });
  try {
    const { context } = await request('supervise:join', { attemptId, deviceId: device.id });
    const trust = await verifyCallContext(context, context.tenantId, parts);
    const hash = await shownHash(context);
    if (run !== parts.run) return;
    if (trust.ok) watch(parts, call, context, hash);
    else leave(parts, { kind: 'alarm', why: trust.trouble });
  } catch (error) {
    if (run !== parts.run) return;
    out(parts, refusedNote(error instanceof RequestError ? error.code : 'internal'));
  }
}

function watch(parts: Parts, floorCall: FloorCall, context: CallContext, contextHash: Bytes): void {
  const { store, device, link, request } = parts;
  const { attemptId } = floorCall;
  const trust = device.tenants.get(context.tenantId);
  if (!trust) return;
  const verify = (certificate: string) =>
    verifyCertificate(certificate, trust.root, {
      tenant: context.tenantId,
      now: Math.floor(Date.now() / 1000),
    });
  const call = prepareCall({
    attemptId,
    end: {
      role: 'supervisor',
      options: {
        verifyCertificate: verify,
        deviceKey: device.privateKey,
        certificate: trust.certificate,
        supervisor: trust.certified,
      },
    },
    contextHash,
    local: new MediaStream(),
    channel: link.socket,
    request,
    worker: new Worker(new URL('../call/call-worker.ts', import.meta.url), { type: 'module' }),
  });
  const look = () => {
    if (parts.running?.call !== call) return;
    const { phase, roster, remotes, seen, alarm } = call.state.get();
    if (alarm !== null) {
      console.warn(`the call raised ${alarm}`);
      leave(parts, alarmNote(alarm));
    } else
      store.update({ joining: null, watched: { call: floorCall, context, phase, roster, remotes, seen } });
  };
  parts.running = { attemptId, call, stop: call.state.subscribe(look) };
  look();
}
