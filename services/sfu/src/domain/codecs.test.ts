import type { MediaKind, RtpParameters } from '@visavis/protocol';
import { expect, test } from 'vitest';
import { opus, vp8 } from '../../test/rtp.ts';
import { allowedCapabilities, isAllowedMedia } from './codecs.ts';

const audioLevel = { uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 10 } as const;
const [vp8Codec, rtxCodec] = vp8.codecs;
const [opusCodec] = opus.codecs;

const withCodecs = (base: RtpParameters, ...codecs: (RtpParameters['codecs'][number] | undefined)[]) => ({
  ...base,
  codecs: codecs.filter(codec => codec !== undefined),
});
const beside = (mimeType: string) => ({ mimeType, payloadType: 120, clockRate: 90_000, parameters: {} });

test.each([
  ['VP8 with retransmission', 'video', vp8],
  ['VP8 alone', 'video', withCodecs(vp8, vp8Codec)],
  ['Opus', 'audio', opus],
] as [string, MediaKind, RtpParameters][])('allows %s', (_, kind, parameters) => {
  expect(isAllowedMedia(kind, parameters)).toBe(true);
});

test.each([
  ['VP9', 'video', withCodecs(vp8, { ...beside('video/VP9') })],
  ['H.264', 'video', withCodecs(vp8, beside('video/H264'))],
  ['VP8 with ULPFEC', 'video', withCodecs(vp8, vp8Codec, beside('video/ulpfec'))],
  ['VP8 with RED', 'video', withCodecs(vp8, vp8Codec, beside('video/red'))],
  ['VP8 with FlexFEC', 'video', withCodecs(vp8, vp8Codec, beside('video/flexfec-03'))],
  ['a second VP8', 'video', withCodecs(vp8, vp8Codec, rtxCodec, beside('video/VP8'))],
  ['retransmission of something else', 'video', withCodecs(vp8, vp8Codec, beside('video/rtx'))],
  ['retransmission first', 'video', withCodecs(vp8, rtxCodec, vp8Codec)],
  ['Opus as video', 'video', opus],
  ['VP8 as audio', 'audio', vp8],
  ['PCMU', 'audio', withCodecs(opus, { mimeType: 'audio/PCMU', payloadType: 0, clockRate: 8000 })],
  ['Opus with RED', 'audio', withCodecs(opus, opusCodec, beside('audio/red'))],
  ['Opus with comfort noise', 'audio', withCodecs(opus, opusCodec, beside('audio/CN'))],
  [
    'Opus with silence suppression',
    'audio',
    withCodecs(opus, opusCodec && { ...opusCodec, parameters: { usedtx: 1 } }),
  ],
  ['silence suppression by encoding', 'audio', { ...opus, encodings: [{ ssrc: 1, dtx: true }] }],
  ['the audio level', 'audio', { ...opus, headerExtensions: [audioLevel] }],
] as [string, MediaKind, RtpParameters][])('refuses %s', (_, kind, parameters) => {
  expect(isAllowedMedia(kind, parameters)).toBe(false);
});

test('capabilities keep what may be used', () => {
  const mid = { kind: 'audio', uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', preferredId: 1 };
  const level = { kind: 'audio', uri: audioLevel.uri, preferredId: 10 };
  expect(allowedCapabilities({ codecs: [], headerExtensions: [mid, level] })).toEqual({
    codecs: [],
    headerExtensions: [mid],
  });
});
