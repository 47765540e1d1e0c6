import type { WrapKeys } from '../agreement/result.ts';
import type { Bytes } from '../bytes.ts';
import type { E2eeCode } from '../errors.ts';
import type { WrappedContentKey } from '../evidence/wrap.ts';
import type { SealingList } from '../evidence/content-key.ts';
import type { RecipientListHead } from '../evidence/recipients.ts';
import type { SealedSegment, ArtefactContext } from '../evidence/segment.ts';
import type { RosterEntry } from '../roster.ts';
import type { DataChannelName } from './data.ts';
import type { TrackSlot } from './frame.ts';
import type { EncodedFrame } from './transform.ts';

/** What a transform is for; the `options` of an RTCRtpScriptTransform. */
export interface TransformOptions {
  direction: 'send' | 'receive';
  slot: TrackSlot;
  /** Roster index of the participant whose media it is: one's own when sending. */
  index: number;
}

/** Another end, with the wrapping keys that were agreed with it or that the agent gave for it. */
export interface Peer {
  index: number;
  wrap: WrapKeys;
}

/** Page to worker. Keys go as CryptoKeys that cannot be exported. */
export type ToWorker =
  /** After an agreement: makes a new sender key and seals it for every peer. */
  | {
      type: 'join';
      attempt: string;
      agreementNumber: number;
      self: number;
      roster: RosterEntry[];
      peers: Peer[];
    }
  /**
   * The agent's end changed the roster: a new sender key goes to everyone in it. The keys of whoever left die at once.
   */
  | { type: 'roster'; roster: RosterEntry[]; peers: Peer[] }
  /** A new sender key now; the worker does so itself every 15 minutes. */
  | { type: 'rotate' }
  /** The call was accepted: from now on one's own frames of this slot may leave (R80). */
  | { type: 'release'; slot: TrackSlot }
  /** A sealed sender key that came from a peer. */
  | { type: 'peer-key'; from: number; sealed: Bytes }
  /** For browsers without RTCRtpScriptTransform: what createEncodedStreams gave, transferred. */
  | {
      type: 'streams';
      options: TransformOptions;
      readable: ReadableStream<EncodedFrame>;
      writable: WritableStream<EncodedFrame>;
    }
  /** Begins a recording of `index`'s camera and voice and one's own voice. */
  | { type: 'record'; context: ArtefactContext; list: SealingList; index: number; step: string }
  | { type: 'record-step'; step: string }
  | { type: 'record-stop' }
  /** Seals a data message; answered by `data-sealed` or `data-refused` with the same id. */
  | { type: 'seal-data'; id: number; channel: DataChannelName; payload: Bytes }
  /** A data message that came over `from`'s channel. */
  | { type: 'open-data'; from: number; channel: DataChannelName; sealed: Bytes }
  | { type: 'get-stats' };

/** Frames of one transform since the worker's start. */
export interface TransformStats {
  direction: TransformOptions['direction'];
  slot: TrackSlot;
  index: number;
  /** Sealed or opened and passed on. */
  passed: number;
  /** Dropped, by reason. */
  dropped: Partial<Record<E2eeCode | 'unexpected', number>>;
}

/** Worker to page. */
export type FromWorker =
  /** To be sent to that peer by signaling. */
  | { type: 'sealed-key'; to: number; epoch: number; sealed: Bytes }
  /** The sender key stands: only now may tracks start (R23). */
  | { type: 'sending'; epoch: number }
  /** A peer's key was taken: request a key frame from it. */
  | { type: 'receiving'; from: number; epoch: number }
  /** A transform got its first frame, so the browser uses it. Nothing need have gone through. */
  | { type: 'attached'; options: TransformOptions }
  /** The first frame of a transform went through. */
  | { type: 'flowing'; options: TransformOptions }
  | { type: 'data-sealed'; id: number; sealed: Bytes }
  | { type: 'data-refused'; id: number; code: E2eeCode }
  /** Opened, authentic and in order. */
  | { type: 'data'; from: number; channel: DataChannelName; payload: Bytes }
  | { type: 'data-dropped'; from: number; code: E2eeCode }
  /** A message of the page was refused, for instance a sealed key that does not open. */
  | { type: 'refused'; request: ToWorker['type']; code: E2eeCode }
  /** The recording's content key, wrapped: store it before its first segment. Ask the recorded one for a key frame now. */
  | {
      type: 'recording';
      artefact: string;
      wrapped: WrappedContentKey[];
      commitment: string;
      recipientList: RecipientListHead;
    }
  /** The first key frame came. */
  | { type: 'recording-started'; artefact: string }
  | { type: 'segment'; artefact: string; segment: SealedSegment }
  /** After the last segment; `error` if the recorder broke and the recording stays incomplete. */
  | { type: 'recorded'; artefact: string; segments: number; error?: string }
  | { type: 'stats'; transforms: TransformStats[] };
