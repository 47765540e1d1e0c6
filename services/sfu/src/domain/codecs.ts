import type { MediaKind, RtpParameters } from '@visavis/protocol';

type HeaderExtensionUri = NonNullable<RtpParameters['headerExtensions']>[number]['uri'];

/**
 * Identification of streams, congestion control, and how a phone is held. The
 * audio level (RFC 6464) is left out because it betrays speech, and so is
 * everything that would describe the encrypted frames.
 */
const allowedHeaderExtensions: ReadonlySet<HeaderExtensionUri> = new Set([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'urn:3gpp:video-orientation',
]);

const codecOf: Record<MediaKind, { mimeType: string; clockRate: number; channels?: number }> = {
  video: { mimeType: 'video/vp8', clockRate: 90_000 },
  audio: { mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
};

/**
 * Whether a producer sends VP8 or Opus and nothing beside: no redundancy (RED,
 * FEC), no comfort noise, no silence suppression, no telltale header
 * extension. VP8 may come with its retransmission stream (RFC 4588), which
 * repeats the same encrypted payloads.
 */
export function isAllowedMedia(
  kind: MediaKind,
  { codecs, encodings, headerExtensions }: RtpParameters,
): boolean {
  const [media, ...others] = codecs;
  const wanted = codecOf[kind];
  if (media?.mimeType.toLowerCase() !== wanted.mimeType || media.clockRate !== wanted.clockRate) return false;
  if (wanted.channels !== undefined && media.channels !== wanted.channels) return false;
  if (media.parameters?.['usedtx'] === 1 || encodings?.some(({ dtx }) => dtx === true)) return false;
  const retransmission = others.every(
    ({ mimeType, parameters }) =>
      kind === 'video' && mimeType.toLowerCase() === 'video/rtx' && parameters?.['apt'] === media.payloadType,
  );
  if (others.length > 1 || !retransmission) return false;
  return (headerExtensions ?? []).every(({ uri }) => allowedHeaderExtensions.has(uri));
}

/** Capabilities without the header extensions that may not be used, so that no end negotiates them. */
export function allowedCapabilities<C extends { headerExtensions?: { uri: string }[] | undefined }>(
  capabilities: C,
): C {
  const allowed: ReadonlySet<string> = allowedHeaderExtensions;
  const headerExtensions = capabilities.headerExtensions?.filter(({ uri }) => allowed.has(uri));
  return { ...capabilities, headerExtensions };
}
