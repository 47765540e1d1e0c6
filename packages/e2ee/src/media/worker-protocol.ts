import type { WrapKeys } from '../agreement/result.ts';
import type { Bytes } from '../bytes.ts';
import type { E2eeCode } from '../errors.ts';
import type { WrappedContentKey } from '../evidence/content-key.ts';
import type { Recipient } from '../evidence/recipients.ts';
import type { SealedSegment, ArtefactContext } from '../evidence/segment.ts';
import type { RosterEntry } from '../sender-keys.ts';
import type { TrackSlot } from './frame.ts';
import type { EncodedFrame } from './transform.ts';

/** What a transform is for; the `options` of an RTCRtpScriptTransform. */
export interface TransformOptions {
  direction: 'send' | 'receive';
  slot: TrackSlot;
  /** Roster index of the participant whose media it is: one's own when sending. */
  index: number;
}

/** Page to worker. Keys go as CryptoKeys that cannot be exported. */
export type ToWorker =
  /** After an agreement, at the start or with a newcomer: makes a new sender key and seals it for every peer. */
  | {
      type: 'join';
      attempt: string;
      agreementNumber: number;
      self: number;
      roster: RosterEntry[];
      peers: { index: number; wrap: WrapKeys }[];
    }
  /** Someone left: their keys die at once, a new sender key goes to the rest. */
  | { type: 'leave'; index: number }
  /** A new sender key now; the worker does so itself every 15 minutes. */
  | { type: 'rotate' }
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
  | { type: 'record'; context: ArtefactContext; recipients: Recipient[]; index: number; step: string }
  | { type: 'record-step'; step: string }
  | { type: 'record-stop' }
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
  /** The first frame of a transform went through. */
  | { type: 'flowing'; options: TransformOptions }
  /** A message of the page was refused, for instance a sealed key that does not open. */
  | { type: 'refused'; request: ToWorker['type']; code: E2eeCode }
  /** The recording's content key, wrapped: store it before its first segment. Ask the recorded one for a key frame now. */
  | { type: 'recording'; artefact: string; wrapped: WrappedContentKey[]; commitment: string }
  /** The first key frame came. */
  | { type: 'recording-started'; artefact: string }
  | { type: 'segment'; artefact: string; segment: SealedSegment }
  /** After the last segment; `error` if the recorder broke and the recording stays incomplete. */
  | { type: 'recorded'; artefact: string; segments: number; error?: string }
  | { type: 'stats'; transforms: TransformStats[] };
