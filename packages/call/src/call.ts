import { fromBase64Url, toBase64Url, type AgreementResult, type FromWorker } from '@visavis/e2ee';
import { callNotices, type Participant } from '@visavis/protocol';
import { startEncryption, type Encryption } from './encryption.ts';
import { createKeyExchange, type CallEnd, type ContextHash, type KeyExchange } from './key-exchange.ts';
import { MediaRefused } from './codecs.ts';
import { forgetMoments, mark } from './moments.ts';
import { openMedia, type CallRequest, type ConsumerNotice, type Media } from './media.ts';
import { onNotice, RequestError, type Channel } from './requests.ts';
import { createStore, type Store, type WritableStore } from './store.ts';

export type CallPhase = 'preparing' | 'agreeing' | 'connected' | 'reconnecting' | 'ended';

export type CallState = {
  phase: CallPhase;
  /** Six digits once both ends have confirmed the agreement, else null. */
  securityCode: string | null;
  /** Digest of the agreement's transcript, base64url: what steps and the decision are bound to. */
  transcript: string | null;
  /** From the agent's certificate, verified. */
  agentName: string | null;
  /** The other end's tracks; frames that did not open are never in it. */
  remote: MediaStream;
  /** Whether a picture of the other end has been opened. */
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
  local: MediaStream;
  channel: Channel;
  request: CallRequest;
  /** Runs `@visavis/e2ee/worker`; the call ends it. */
  worker: Worker;
};

export type Call = {
  state: Store<CallState>;
  encryption: Encryption;
  /** The attempt was accepted: keys may be agreed. Transports may already stand. */
  accept: () => void;
  /** Another camera or microphone; keys and counters go on. */
  replaceTrack: (track: MediaStreamTrack) => Promise<void>;
  /** Ends this end's part; does not tell the server. */
  close: () => void;
};

/** Fixed for two parties; see the roster of the encryption's specification. */
export const rosterIndex: Record<Participant, number> = { customer: 0, agent: 1 };
const roster = (['customer', 'agent'] as const).map(participant => ({
  participant,
  index: rosterIndex[participant],
}));
/** First and only byte of what an end says once it can open the other's frames; a hint, with nothing to protect. */
const awaitedMessage = 17;
const slotOf = (track: MediaStreamTrack) => (track.kind === 'video' ? 'camera' : 'microphone');

type Parts = {
  options: CallOptions;
  other: Participant;
  store: WritableStore<CallState>;
  encryption: Encryption;
  keys: KeyExchange;
  tracks: MediaStreamTrack[];
  media?: Media;
  /** Tracks announced before this end's transports stood. */
  early: ConsumerNotice[];
  /** Consumers known so far: their notices may come more than once. */
  announced: Set<string>;
  /** This end has a key to open with. Nothing is let through before: a key frame asked for too early would be lost. */
  canOpen: boolean;
  /** Taken but not let through yet. */
  held: ConsumerNotice[];
  /** Every track has its slot with the SFU. */
  hasSlots: boolean;
  /** This end's own sender key stands. */
  canSeal: boolean;
  /** The other end said that it can open frames and lets them through. */
  isAwaited: boolean;
  closed: boolean;
};

/** Prepares this end of a call: worker, transports, and tracks that are held back until keys stand. */
export function prepareCall(options: CallOptions): Call {
  const { attemptId, end } = options;
  const store = createStore<CallState>({
    phase: 'preparing',
    securityCode: null,
    transcript: null,
    agentName: null,
    remote: new MediaStream(),
    seen: false,
    alarm: null,
    endedReason: null,
  });
  forgetMoments();
  const encryption = startEncryption(options.worker);
  const other: Participant = end.role === 'agent' ? 'customer' : 'agent';
  const keys = createKeyExchange({
    attemptId,
    contextHash: options.contextHash,
    end,
    send: message => relay(options, message),
    onStart: () => store.update({ phase: 'agreeing', securityCode: null, transcript: null }),
    onAgreed: (number, result) => useKeys(parts, number, result),
    onSenderKey: sealed => encryption.post({ type: 'peer-key', from: rosterIndex[other], sealed }),
    onFailure: code => raise(parts, code),
  });
  // clones: the own picture goes on in the preview while nothing of it may leave yet
  const tracks = options.local.getTracks().map(track => track.clone());
  for (const track of tracks) track.enabled = false;
  const parts: Parts = {
    options,
    other,
    store,
    encryption,
    keys,
    tracks,
    early: [],
    announced: new Set(),
    canOpen: false,
    held: [],
    hasSlots: false,
    canSeal: false,
    isAwaited: false,
    closed: false,
  };

  const stops = [encryption.listen(message => onWorker(parts, message)), ...listenToServer(parts)];
  open(parts).catch((error: unknown) => raise(parts, codeOf(error)));
  return {
    state: store,
    encryption,
    accept: keys.accept,
    replaceTrack: track => replaceTrack(parts, track),
    close: () => {
      parts.closed = true;
      for (const stop of stops) stop();
      keys.close();
      parts.media?.close();
      encryption.close();
      for (const track of tracks) track.stop();
    },
  };
}

const codeOf = (error: unknown): string =>
  error instanceof RequestError || error instanceof MediaRefused ? error.code : 'media_failed';

/** Shown to whoever watches; a closed call raises nothing any more. */
function raise({ store, closed }: Parts, alarm: string): void {
  if (!closed) store.update({ alarm });
}

async function relay({ request, attemptId }: CallOptions, message: Uint8Array): Promise<void> {
  await request('call:relay', { attemptId, payload: toBase64Url(message) });
}

async function open(parts: Parts): Promise<void> {
  const { options, encryption, other, keys, tracks } = parts;
  const media = await openMedia({
    attemptId: options.attemptId,
    request: options.request,
    transforms: {
      seal: (slot, sender) => encryption.attachSender(slot, rosterIndex[options.end.role], sender),
      open: (slot, receiver) => encryption.attachReceiver(slot, rosterIndex[other], receiver),
    },
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
  keys.joined(media.generation);
  for (const notice of parts.early.splice(0)) receiveTrack(parts, notice);
  for (const track of tracks) await media.produce(slotOf(track), track);
  parts.hasSlots = true;
  startTracks(parts);
}

/** The agreement is confirmed at both ends: the worker makes this end's sender key. */
function useKeys(
  { options, store, encryption, other }: Parts,
  number: number,
  result: AgreementResult,
): void {
  mark('agreed');
  encryption.post({
    type: 'join',
    attempt: options.attemptId,
    agreementNumber: number,
    self: rosterIndex[options.end.role],
    roster,
    peers: [{ index: rosterIndex[other], wrap: result.wrap }],
  });
  store.update({
    securityCode: result.securityCode,
    transcript: toBase64Url(result.transcriptHash),
    agentName: result.agent.name,
  });
}

function onWorker(parts: Parts, message: FromWorker): void {
  const { options, store, media } = parts;
  switch (message.type) {
    case 'sealed-key':
      relay(options, message.sealed).catch(() => raise(parts, 'no_answer'));
      break;
    case 'sending':
      mark('sending');
      parts.canSeal = true;
      startTracks(parts);
      break;
    case 'receiving':
      mark('receiving');
      parts.canOpen = true;
      // tracks that run already go on under the new key with a key frame; lost or refused, one comes by itself, only later
      media?.requestKeyFrames().catch(() => undefined);
      letHeldThrough(parts).catch(() => raise(parts, 'no_answer'));
      break;
    case 'recording':
      media?.requestKeyFrames().catch(() => undefined);
      break;
    case 'refused':
      if (message.request === 'peer-key') raise(parts, message.code);
      break;
    case 'flowing':
      if (message.options.direction === 'receive' && message.options.slot === 'camera' && !store.get().seen) {
        mark('first-frame');
        store.update({ phase: 'connected', seen: true });
      }
      break;
    default:
      break;
  }
}

function listenToServer(parts: Parts): (() => void)[] {
  const { options, store, keys, other } = parts;
  const mine = (notice: { attemptId: string }) => notice.attemptId === options.attemptId && !parts.closed;
  return [
    onNotice(options.channel, callNotices, 'call:relay', notice => {
      if (!mine(notice) || notice.from !== other) return;
      const message = fromBase64Url(notice.payload);
      if (message[0] !== awaitedMessage) keys.receive(message);
      else {
        parts.isAwaited = true;
        startTracks(parts);
      }
    }),
    onNotice(options.channel, callNotices, 'call:peer', notice => {
      if (!mine(notice)) return;
      keys.peerJoined(notice.generation);
      if (store.get().seen) store.update({ phase: notice.connected ? 'connected' : 'reconnecting' });
    }),
    onNotice(options.channel, callNotices, 'call:consumer', notice => {
      if (!mine(notice) || notice.participant !== other || parts.announced.has(notice.consumerId)) return;
      parts.announced.add(notice.consumerId);
      if (parts.media) receiveTrack(parts, notice);
      else parts.early.push(notice);
    }),
    onNotice(options.channel, callNotices, 'call:ended', notice => {
      if (mine(notice)) store.update({ phase: 'ended', endedReason: notice.reason });
    }),
  ];
}

function receiveTrack(parts: Parts, notice: ConsumerNotice): void {
  consume(parts, notice).catch((error: unknown) => raise(parts, codeOf(error)));
}

/** One track a kind: the newest takes the place of the one before a reload. */
async function consume(parts: Parts, notice: ConsumerNotice): Promise<void> {
  const { media, store } = parts;
  if (!media) return;
  const track = await media.consume(notice);
  const { remote } = store.get();
  for (const old of remote.getTracks()) if (old.kind === track.kind) remote.removeTrack(old);
  remote.addTrack(track);
  if (parts.canOpen) letThrough(parts, notice);
  else parts.held.push(notice);
}

function letThrough(parts: Parts, notice: ConsumerNotice): void {
  parts.media?.resume(notice).catch(() => raise(parts, 'media_failed'));
}

/** Lets through what waited for the key, then says so: the other end starts only now, and its first key frame counts. */
async function letHeldThrough(parts: Parts): Promise<void> {
  const { media } = parts;
  if (media) await Promise.all(parts.held.splice(0).map(notice => media.resume(notice)));
  await relay(parts.options, Uint8Array.of(awaitedMessage));
}

/**
 * Frames begin when they can be sealed here and opened there. A key frame sent too early would be lost, and browsers
 * make no other within 300 ms, nor does the SFU ask again within a second.
 */
function startTracks(parts: Parts): void {
  const { hasSlots, canSeal, isAwaited, tracks, media } = parts;
  if (!media || !hasSlots || !canSeal || !isAwaited) return;
  for (const track of tracks) {
    track.enabled = true;
    media.replace(slotOf(track), track).catch(() => raise(parts, 'media_failed'));
  }
}

async function replaceTrack({ media, tracks }: Parts, track: MediaStreamTrack): Promise<void> {
  const index = tracks.findIndex(({ kind }) => kind === track.kind);
  const old = tracks[index];
  if (!old) return;
  const clone = track.clone();
  clone.enabled = old.enabled;
  // one that is not sent yet is started later, with the others
  if (old.enabled) await media?.replace(slotOf(track), clone);
  old.stop();
  tracks[index] = clone;
}
