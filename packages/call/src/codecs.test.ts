import { type MediaKind, type NegotiatedMedia, type RtpCapabilities } from '@visavis/protocol';
import { expect, test } from 'vitest';
import { allowedTrack, announced, MediaRefused, mustBeAllowed, strictCapabilities } from './codecs.ts';

type Codec = NegotiatedMedia['codecs'][number];

const vp8: Codec = { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000, parameters: {} };
const rtx: Codec = { mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 96 } };
const opusWith = (parameters: Record<string, unknown>): Codec => ({
  mimeType: 'audio/opus',
  payloadType: 111,
  clockRate: 48_000,
  channels: 2,
  parameters,
});
const opus = opusWith({ minptime: 10, cbr: 1, usedtx: 0, useinbandfec: 0 });
const mid = { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid' };
const beside = (mimeType: string): Codec => ({ mimeType, payloadType: 120, clockRate: 90_000 });
const video = (...codecs: Codec[]): NegotiatedMedia => ({ codecs, headerExtensions: [mid], encodings: [{}] });
const audio = video;

function refusal(kind: MediaKind, media: NegotiatedMedia, slot = kind === 'video' ? 'camera' : 'microphone') {
  try {
    mustBeAllowed(slot as 'camera', kind, media);
    return null;
  } catch (error) {
    if (!(error instanceof MediaRefused)) throw error;
    return error.code;
  }
}

test.each([
  ['VP8 with its retransmission', 'video', video(vp8, rtx)],
  ['VP8 alone', 'video', video(vp8)],
  ['Opus at constant bit rate', 'audio', audio(opus)],
  ['values as text', 'audio', audio(opusWith({ cbr: '1', usedtx: '0', useinbandfec: '0' }))],
  ['simulcast layers', 'video', { ...video(vp8, rtx), encodings: [{}, {}, {}] }],
] as [string, MediaKind, NegotiatedMedia][])('R70 R75 allows %s', (_, kind, media) => {
  expect(refusal(kind, media)).toBeNull();
});

test.each([
  ['H.264', 'video', video(beside('video/H264')), 'media_codec'],
  ['VP9', 'video', video(beside('video/VP9')), 'media_codec'],
  ['AV1', 'video', video(beside('video/AV1')), 'media_codec'],
  ['H.265', 'video', video(beside('video/H265')), 'media_codec'],
  ['no codec', 'video', video(), 'media_codec'],
  ['G.711', 'audio', audio({ mimeType: 'audio/PCMU', payloadType: 0, clockRate: 8000 }), 'media_codec'],
  ['Opus as video', 'video', video(opus), 'media_codec'],
  ['VP8 as audio', 'audio', audio(vp8), 'media_codec'],
  ['retransmission first', 'video', video(rtx, vp8), 'media_codec'],
  ['multi-channel Opus', 'audio', audio({ ...opus, mimeType: 'audio/multiopus' }), 'media_codec'],
  ['a backup codec', 'video', video(vp8, rtx, beside('video/VP9')), 'media_second_codec'],
  ['a second VP8', 'video', video(vp8, rtx, beside('video/VP8')), 'media_second_codec'],
  ['a second retransmission', 'video', video(vp8, rtx, rtx), 'media_second_codec'],
  [
    'retransmission of another',
    'video',
    video(vp8, { ...rtx, parameters: { apt: 5 } }),
    'media_second_codec',
  ],
  [
    'an encoding of another codec',
    'video',
    { ...video(vp8, rtx), encodings: [{ codecPayloadType: 97 }] },
    'media_second_codec',
  ],
] as [string, MediaKind, NegotiatedMedia, string][])('R70 refuses %s', (_, kind, media, code) => {
  expect(refusal(kind, media)).toBe(code);
});

test.each([
  ['RED', 'video', video(vp8, beside('video/red')), 'media_redundancy'],
  ['ULPFEC', 'video', video(vp8, beside('video/ulpfec')), 'media_redundancy'],
  ['FlexFEC', 'video', video(vp8, beside('video/flexfec-03')), 'media_redundancy'],
  ['RED for the voice', 'audio', audio(beside('audio/red'), opus), 'media_redundancy'],
  ['in-band FEC', 'audio', audio(opusWith({ cbr: 1, useinbandfec: 1 })), 'media_opus_redundancy'],
] as [string, MediaKind, NegotiatedMedia, string][])('R71 refuses %s', (_, kind, media, code) => {
  expect(refusal(kind, media)).toBe(code);
});

test.each([
  ['DTX', audio(opusWith({ cbr: 1, usedtx: 1 })), 'media_silence'],
  ['DTX by encoding', { ...audio(opus), encodings: [{ dtx: true }] }, 'media_silence'],
  ['comfort noise', audio(opus, beside('audio/CN')), 'media_silence'],
  ['a bit rate that varies', audio(opusWith({ minptime: 10 })), 'media_variable_rate'],
  ['cbr=0', audio(opusWith({ cbr: 0 })), 'media_variable_rate'],
] as [string, NegotiatedMedia, string][])('R72 refuses %s', (_, media, code) => {
  expect(refusal('audio', media)).toBe(code);
});

test('R73 refuses the audio level and everything that describes frames', () => {
  const withExtension = (uri: string) => ({ ...audio(opus), headerExtensions: [mid, { uri }] });
  expect(refusal('audio', withExtension('urn:ietf:params:rtp-hdrext:ssrc-audio-level'))).toBe(
    'media_audio_level',
  );
  expect(refusal('audio', withExtension('urn:ietf:params:rtp-hdrext:csrc-audio-level'))).toBe(
    'media_audio_level',
  );
  expect(refusal('audio', withExtension('urn:anything:new'))).toBe('media_header_extension');
});

test('R70 refuses a kind in the other’s slot', () => {
  expect(refusal('video', video(vp8), 'microphone')).toBe('media_codec');
});

test('R74 whatever the server offers, VP8 and constant-rate Opus are all that is negotiated', () => {
  const capability = (kind: MediaKind, mimeType: string, parameters = {}) => ({
    kind,
    mimeType,
    preferredPayloadType: 100,
    clockRate: kind === 'audio' ? 48_000 : 90_000,
    parameters,
  });
  const offered: RtpCapabilities = {
    codecs: [
      capability('audio', 'audio/red'),
      capability('audio', 'audio/opus', { usedtx: 1, useinbandfec: 1, cbr: 0, minptime: 10 }),
      capability('video', 'video/VP9'),
      capability('video', 'video/VP8'),
      capability('video', 'video/rtx', { apt: 100 }),
      capability('video', 'video/ulpfec'),
    ],
    headerExtensions: [],
  };
  const { codecs } = strictCapabilities(offered);
  expect(codecs?.map(({ mimeType }) => mimeType)).toEqual(['audio/opus', 'video/VP8', 'video/rtx']);
  expect(codecs?.[0]?.parameters).toEqual({ usedtx: 0, useinbandfec: 0, cbr: 1, minptime: 10 });
});

test('R72 R74 what browsers write of Opus is announced as it was negotiated', () => {
  const written = { codecs: [opusWith({ minptime: 10, useinbandfec: 1 })], encodings: [{}] };
  expect(refusal('audio', announced(written))).toBeNull();
  expect(announced({ codecs: [vp8, rtx] })).toEqual({ codecs: [vp8, rtx] });
});

test('R75 a track that the server announces is looked at before it is taken', () => {
  const announce = (rtpParameters: unknown) => allowedTrack({ slot: 'camera', kind: 'video', rtpParameters });
  expect(announce(video(vp8, rtx))).toEqual(video(vp8, rtx));
  for (const broken of [null, {}, { codecs: 'all' }, { codecs: [{}] }, video(beside('video/H264'))])
    expect(() => announce(broken)).toThrow(new MediaRefused('media_codec'));
});
