import type { DtlsParameters, RtpCapabilities, RtpParameters } from '@visavis/protocol';

/** VP8 with its retransmission, as a browser describes it. */
export const vp8: RtpParameters = {
  mid: '0',
  codecs: [
    {
      mimeType: 'video/VP8',
      payloadType: 96,
      clockRate: 90_000,
      rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
    },
    { mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 96 } },
  ],
  headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 }],
  encodings: [{ ssrc: 11_111, rtx: { ssrc: 11_112 } }],
  rtcp: { cname: 'test' },
};

export const opus: RtpParameters = {
  mid: '1',
  codecs: [
    {
      mimeType: 'audio/opus',
      payloadType: 111,
      clockRate: 48_000,
      channels: 2,
      parameters: { minptime: 10, cbr: 1, usedtx: 0, useinbandfec: 0 },
    },
  ],
  headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 }],
  encodings: [{ ssrc: 22_222 }],
  rtcp: { cname: 'test' },
};

export const receives: RtpCapabilities = {
  codecs: [
    { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000, preferredPayloadType: 101 },
    { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2, preferredPayloadType: 100 },
  ],
};

/** Of no one; enough to start a transport, not to finish its handshake. */
export const fingerprint = (byte: string): DtlsParameters => ({
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => byte).join(':') }],
});
