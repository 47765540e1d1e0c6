import { expect, test } from 'vitest';
import { readTransport } from './connection.ts';

const pair = {
  id: 'P1',
  type: 'candidate-pair',
  nominated: true,
  state: 'succeeded',
  localCandidateId: 'L1',
  remoteCandidateId: 'R1',
  currentRoundTripTime: 0.04,
  bytesSent: 11,
  bytesReceived: 22,
};
const candidates = [
  { id: 'L1', type: 'local-candidate', candidateType: 'relay', protocol: 'udp' },
  { id: 'L2', type: 'local-candidate', candidateType: 'host', protocol: 'tcp' },
  { id: 'R1', type: 'remote-candidate', candidateType: 'host', protocol: 'udp' },
];

test('reads what was negotiated, of the selected pair and no other', () => {
  const other = { ...pair, id: 'P0', localCandidateId: 'L2', currentRoundTripTime: 9 };
  const transport = {
    type: 'transport',
    tlsVersion: 'FEFD',
    dtlsCipher: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
    srtpCipher: 'SRTP_AEAD_AES_256_GCM',
    selectedCandidatePairId: 'P1',
    bytesSent: 1_000,
    bytesReceived: 2_000,
  };
  const sent = { type: 'outbound-rtp', packetsSent: 150 };
  const lost = { type: 'remote-inbound-rtp', packetsLost: 6 };
  expect(readTransport([other, transport, pair, ...candidates, sent, sent, lost])).toEqual({
    dtlsVersion: 'DTLS 1.2',
    dtlsCipher: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
    srtpCipher: 'SRTP_AEAD_AES_256_GCM',
    localCandidate: 'relay',
    remoteCandidate: 'host',
    protocol: 'udp',
    roundTripMilliseconds: 40,
    bytesSent: 1_000,
    bytesReceived: 2_000,
    lost: 0.02,
  });
});

test('goes without what a browser does not tell', () => {
  const waiting = { ...pair, id: 'P0', state: 'waiting', localCandidateId: 'L2' };
  const inbound = { type: 'inbound-rtp', packetsReceived: 90, packetsLost: 10 };
  expect(readTransport([waiting, pair, ...candidates, inbound])).toMatchObject({
    dtlsVersion: undefined,
    dtlsCipher: undefined,
    srtpCipher: undefined,
    localCandidate: 'relay',
    bytesSent: 11,
    bytesReceived: 22,
    lost: 0.1,
  });
  const nothing = readTransport([]);
  expect(Object.values(nothing).every(value => value === undefined)).toBe(true);
});

test('takes odd values for untold ones', () => {
  const odd = { type: 'transport', tlsVersion: '0301', dtlsCipher: 7, bytesSent: 'many' };
  const duplicates = { type: 'inbound-rtp', packetsReceived: 5, packetsLost: -2 };
  expect(readTransport([odd, duplicates, null, 'text'])).toMatchObject({
    dtlsVersion: undefined,
    dtlsCipher: undefined,
    bytesSent: undefined,
    lost: 0,
  });
});
