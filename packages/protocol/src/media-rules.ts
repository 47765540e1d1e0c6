import type { MediaKind } from './sfu.ts';

/**
 * What a call may negotiate, at every end and in the SFU alike (rules R70–R73 of the encryption's specification): VP8 or
 * Opus, nothing beside, and nothing that tells the network more of what is said than that a call is under way.
 */
export const mediaCodecs = {
  video: { mimeType: 'video/vp8', clockRate: 90_000, channels: undefined },
  audio: { mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
} as const satisfies Record<MediaKind, object>;

/**
 * How Opus is negotiated (RFC 7587 section 6.1): constant bit rate, no silence suppression, no redundancy of its own.
 * Sizes and pauses of packets betray what is said even when every byte is encrypted.
 */
export const opusParameters = { cbr: 1, usedtx: 0, useinbandfec: 0 } as const;

/** Identification of streams, congestion control, and how a phone is held. */
export const mediaHeaderExtensions: ReadonlySet<string> = new Set([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'urn:3gpp:video-orientation',
]);

/** Levels of the voice (RFC 6464) and of voices mixed in (RFC 6465). */
const levelExtensions: ReadonlySet<string> = new Set([
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'urn:ietf:params:rtp-hdrext:csrc-audio-level',
]);

export const mediaRefusals = [
  /** H.264, H.265, VP9, AV1, G.711 or anything else in the place of VP8 or Opus. */
  'media_codec',
  /** A second codec to switch to, or a retransmission of something else. */
  'media_second_codec',
  /** RED, ULPFEC, FlexFEC: copies of packets that are not sealed frames. */
  'media_redundancy',
  'media_opus_redundancy',
  /** DTX or comfort noise: pauses show. */
  'media_silence',
  /** Opus without `cbr=1`: sizes show. */
  'media_variable_rate',
  'media_audio_level',
  'media_header_extension',
] as const;
export type MediaRefusal = (typeof mediaRefusals)[number];
export const isMediaRefusal = (code: string): code is MediaRefusal =>
  (mediaRefusals as readonly string[]).includes(code);

/** As much of RTP parameters as the rules look at; mediasoup's and our own fit. */
export type NegotiatedMedia = {
  codecs: readonly {
    mimeType: string;
    payloadType: number;
    clockRate: number;
    channels?: number | undefined;
    parameters?: Record<string, unknown> | undefined;
  }[];
  encodings?: readonly { dtx?: boolean | undefined; codecPayloadType?: number | undefined }[] | undefined;
  headerExtensions?: readonly { uri: string }[] | undefined;
};

type Codec = NegotiatedMedia['codecs'][number];

const redundant = /^(?:audio|video)\/(?:red|ulpfec|flexfec(?:-03)?|parityfec|rtploopback)$/;
const silent = /^audio\/(?:cn|telephone-event)$/;
/** Values come from SDP, where one end writes a number and another a text. */
const isOn = (value: unknown): boolean => value === 1 || value === '1' || value === true;

/**
 * Pure: what a track's RTP parameters break first, or null when they keep every rule.
 * VP8 may come with its retransmission stream (RFC 4588), which repeats the same sealed payloads.
 */
export function refuseMedia(kind: MediaKind, media: NegotiatedMedia): MediaRefusal | null {
  const { codecs, encodings = [], headerExtensions = [] } = media;
  const types = codecs.map(({ mimeType }) => mimeType.toLowerCase());
  if (types.some(type => redundant.test(type))) return 'media_redundancy';
  if (types.some(type => silent.test(type)) || encodings.some(({ dtx }) => dtx === true))
    return 'media_silence';
  const [first, ...others] = codecs;
  if (!first || !isWanted(kind, first)) return 'media_codec';
  if (!others.every(other => isRetransmission(kind, other, first)) || others.length > 1)
    return 'media_second_codec';
  if (encodings.some(({ codecPayloadType: type }) => type !== undefined && type !== first.payloadType))
    return 'media_second_codec';
  const uris = headerExtensions.map(({ uri }) => uri);
  if (uris.some(uri => levelExtensions.has(uri))) return 'media_audio_level';
  if (!uris.every(uri => mediaHeaderExtensions.has(uri))) return 'media_header_extension';
  return kind === 'audio' ? refuseOpus(first) : null;
}

function isWanted(kind: MediaKind, { mimeType, clockRate, channels }: Codec): boolean {
  const wanted = mediaCodecs[kind];
  return (
    mimeType.toLowerCase() === wanted.mimeType &&
    clockRate === wanted.clockRate &&
    (wanted.channels === undefined || channels === wanted.channels)
  );
}

const isRetransmission = (kind: MediaKind, { mimeType, parameters }: Codec, of: Codec): boolean =>
  kind === 'video' &&
  mimeType.toLowerCase() === 'video/rtx' &&
  Number(parameters?.['apt']) === of.payloadType;

function refuseOpus({ parameters = {} }: Codec): MediaRefusal | null {
  if (isOn(parameters['useinbandfec'])) return 'media_opus_redundancy';
  if (isOn(parameters['usedtx'])) return 'media_silence';
  return isOn(parameters['cbr']) ? null : 'media_variable_rate';
}
