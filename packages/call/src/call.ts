import {
  fromBase64Url,
  toBase64Url,
  type AgreementResult,
  type FromWorker,
  type ToWorker,
} from '@visavis/e2ee';
import { callNotices, type Participant } from '@visavis/protocol';
import { readConnection, type Connection } from './connection.ts';
import { asksForKeyFrames, startEncryption, type Encryption } from './encryption.ts';
import type { ContextHash } from './key-exchange.ts';
import { createLocalTracks, type LocalTracks } from './local-tracks.ts';
import { openMedia, type CallRequest, type Media } from './media.ts';
import { forgetMoments, mark } from './moments.ts';
import { createCallLink, type CallLink } from './data/call-link.ts';
import type { DataLink } from './data/link.ts';
import { AWAITED, createParty, HEARD, mainPeerOf, type CallEnd, type Party } from './party/party.ts';
import { participantAt, rosterIndex, type RosterMember } from './party/roster.ts';
import { codeOf, isConnectionProblem } from './problems.ts';
import { createRemoteTracks, type RemoteTracks } from './remote-tracks.ts';
import { createTransforms, type Transforms } from './transforms.ts';
import { onNotice, type Channel } from './requests.ts';
import { createStore, type Store, type WritableStore } from './store.ts';

export type CallPhase = 'preparing' | 'agreeing' | 'connected' | 'reconnecting' | 'ended';

export type CallState = {
  phase: CallPhase;
  /** Six digits once customer and agent have confirmed the agreement, else null. */
  securityCode: string | null;
  /** Digest of the agreement's transcript, base64url: what steps and the decision are bound to. */
  transcript: string | null;
  /** Who is in the call; names from certificates this end has verified. Empty before there are keys. */
  roster: RosterMember[];
  /** The others' tracks; frames that did not open are never in them. */
  remotes: Partial<Record<Participant, MediaStream>>;
  /** Whether a picture of another end has been opened. */
  seen: boolean;
  /** Why the call cannot go on, as the code of a refusal. */
  alarm: string | null;
  endedReason: string | null;
};

export type CallOptions = {
  attemptId: string;
  end: CallEnd;
  /** Hash of what this end shows; see `contextHash`. */
  contextHash: ContextHash;
  /** Own camera and microphone; empty for a supervisor. */
  local: MediaStream;
  channel: Channel;
  request: CallRequest;
  /** Runs `@visavis/e2ee/worker`; the call ends it. */
  worker: Worker;
};

export type Call = {
  state: Store<CallState>;
  encryption: Encryption;
  /** The attempt was accepted: what the camera sees may leave. Transports and keys may already stand. */
  accept: () => void;
  /** Chat, camera and photos; everyone in the roster reads all of it. */
  data: DataLink;
  /** What the transports have negotiated and carried; null before they stand. */
  connection: () => Promise<Connection | null>;
  /** Another camera or microphone; keys and counters go on. */
  replaceTrack: (track: MediaStreamTrack) => Promise<void>;
  /** Ends this end's part; does not tell the server. */
  close: () => void;
};

type Parts = {
  options: CallOptions;
  main: Participant;
  store: WritableStore<CallState>;
  encryption: Encryption;
  party: Party;
  local: LocalTracks;
  remote: RemoteTracks;
  data: CallLink;
  transforms: Transforms;
  media?: Media;
  closed: boolean;
};

const nothingYet = (): CallState => ({
  phase: 'preparing',
  securityCode: null,
  transcript: null,
  roster: [],
  remotes: {},
  seen: false,
  alarm: null,
  endedReason: null,
});

/** Prepares this end of a call: worker, transports, keys, and tracks that are held back until it is accepted. */
export function prepareCall(options: CallOptions): Call {
  const { end } = options;
  const main = mainPeerOf(end.role);
  const store = createStore<CallState>(nothingYet());
  forgetMoments();
  const encryption = startEncryption(options.worker);
  const transforms = createTransforms(encryption, rosterIndex[end.role]);
  const onAlarm = (code: string) => raise(parts, code);
  const parts: Parts = {
    options,
    main,
    store,
    encryption,
    party: partyOf(options, store, encryption, () => parts),
    local: createLocalTracks({
      local: options.local,
      release: slot => encryption.post({ type: 'release', slot }),
      asksForKeyFrames: asksForKeyFrames(),
      isProven: transforms.isProvenOwn,
      proven: transforms.provenOwn,
      insist: slot => transforms.insistOwn(slot, () => onAlarm('encryption_failed')),
      onAlarm,
    }),
    remote: createRemoteTracks({
      from: end.role === 'supervisor' ? ['customer', 'agent'] : [main],
      onStream: (participant, stream) => {
        store.update({ remotes: { ...store.get().remotes, [participant]: stream } });
      },
      proven: transforms.proven,
      insist: transforms.insist,
      onAlarm,
    }),
    transforms,
    data: createCallLink({
      encryption,
      main,
      isPresent: who => store.get().roster.some(({ participant }) => participant === who),
      onListening: to => relay(parts, to, Uint8Array.of(HEARD)),
      onAlarm,
    }),
    closed: false,
  };
  const stops = [encryption.listen(message => onWorker(parts, message)), ...listenToServer(parts)];
  open(parts).catch((error: unknown) => raise(parts, codeOf(error)));
  return {
    state: store,
    encryption,
    accept: parts.local.accept,
    data: parts.data,
    connection: async () => (parts.media ? readConnection(parts.media) : null),
    replaceTrack: parts.local.replace,
    close: () => {
      parts.closed = true;
      for (const stop of stops) stop();
      parts.party.close();
      parts.data.close();
      parts.media?.close();
      transforms.close();
      encryption.close();
      parts.local.stop();
    },
  };
}

/** @param parts of the call, which are there before anything is agreed */
function partyOf(
  { attemptId, contextHash, end }: CallOptions,
  store: WritableStore<CallState>,
  encryption: Encryption,
  parts: () => Parts,
): Party {
  return createParty({
    attemptId,
    contextHash,
    end,
    post: encryption.post,
    send: (to, message) => relay(parts(), to, message),
    onStart: () => {
      store.update({ phase: 'agreeing', securityCode: null, transcript: null, roster: [] });
      parts().data.restart();
    },
    onAgreed: result => showAgreement(parts(), result),
    onRoster: roster => {
      store.update({ roster });
      parts().data.look();
    },
    onAwaited: () => parts().local.isAwaited(),
    onHeard: () => parts().data.isHeard(),
    onAlarm: (code, told) => raise(parts(), code, told),
  });
}

/**
 * Shown to whoever watches; a closed call raises nothing any more. The other end is told, so that both show it.
 * @param told the other end raised it
 */
function raise({ store, closed, party }: Parts, alarm: string, told = false): void {
  if (closed || store.get().alarm !== null) return;
  store.update({ alarm });
  if (!told && !isConnectionProblem(alarm)) party.tell(alarm);
}

function relay(parts: Parts, to: Participant, message: Uint8Array): void {
  const { request, attemptId } = parts.options;
  request('call:relay', { attemptId, to, payload: toBase64Url(message) }).catch((error: unknown) => {
    // a supervisor that is gone is none of the call's trouble
    if (to === parts.main) raise(parts, codeOf(error));
  });
}

async function open(parts: Parts): Promise<void> {
  const { options, party } = parts;
  const media = await openMedia({
    attemptId: options.attemptId,
    request: options.request,
    transforms: parts.transforms,
    onState: (state, areAllConnected) => {
      if (areAllConnected) mark('prepared');
      if (state === 'failed') raise(parts, 'connection_lost');
    },
  });
  if (parts.closed) {
    media.close();
    return;
  }
  parts.media = media;
  party.joined(media.generation);
  parts.remote.use(media);
  await parts.local.use(media);
  await parts.data.use(media);
}

function showAgreement({ store, options }: Parts, result: AgreementResult): void {
  mark('agreed');
  // a supervisor's agreement has a code too, but nobody reads it: both have signed
  const securityCode = options.end.role === 'supervisor' ? null : result.securityCode;
  store.update({ securityCode, transcript: toBase64Url(result.transcriptHash) });
}

const keyMessages = new Set<ToWorker['type']>(['join', 'roster', 'peer-key']);

function onWorker(parts: Parts, message: FromWorker): void {
  const { media, local, data } = parts;
  switch (message.type) {
    case 'sealed-key':
      relay(parts, participantAt(message.to), message.sealed);
      break;
    case 'sending':
      mark('sending');
      local.canSeal();
      data.canSeal();
      break;
    case 'receiving':
      mark('receiving');
      // tracks that run already go on under the new key with a key frame; lost or refused, one comes by itself, only later
      media?.requestKeyFrames().catch(() => undefined);
      letThrough(parts, participantAt(message.from)).catch(() => raise(parts, 'no_answer'));
      break;
    case 'recording':
      media?.requestKeyFrames().catch(() => undefined);
      break;
    case 'refused':
      // `wrong_roster`: a key for a roster that has just changed; one for the new roster follows
      if (keyMessages.has(message.request) && message.code !== 'wrong_roster') raise(parts, message.code);
      break;
    case 'flowing':
      if (message.options.direction === 'receive' && message.options.slot === 'camera') showSeen(parts);
      break;
    default:
      break;
  }
}

/** Lets through what waited for the key, then says so: the other end starts only now, and its first key frame counts. */
async function letThrough(parts: Parts, from: Participant): Promise<void> {
  await parts.remote.canOpen(from);
  if (from === parts.main && parts.options.end.role !== 'supervisor')
    relay(parts, from, Uint8Array.of(AWAITED));
}

function showSeen({ store }: Parts): void {
  if (store.get().seen) return;
  mark('first-frame');
  store.update({ phase: 'connected', seen: true });
}

function listenToServer(parts: Parts): (() => void)[] {
  const { options, store, party, main } = parts;
  const mine = (notice: { attemptId: string }) => notice.attemptId === options.attemptId && !parts.closed;
  return [
    onNotice(options.channel, callNotices, 'call:relay', notice => {
      if (mine(notice)) party.receive(notice.from, fromBase64Url(notice.payload));
    }),
    onNotice(options.channel, callNotices, 'call:peer', notice => {
      if (!mine(notice)) return;
      const { participant, connected, generation } = notice;
      party.peer(participant, connected, generation);
      if (participant === main && store.get().seen)
        store.update({ phase: connected ? 'connected' : 'reconnecting' });
    }),
    onNotice(options.channel, callNotices, 'call:consumer', notice => {
      if (mine(notice)) parts.remote.announce(notice);
    }),
    onNotice(options.channel, callNotices, 'call:data_consumer', notice => {
      if (mine(notice)) parts.data.announce(notice);
    }),
    onNotice(options.channel, callNotices, 'call:ended', notice => {
      if (mine(notice)) store.update({ phase: 'ended', endedReason: notice.reason });
    }),
  ];
}
