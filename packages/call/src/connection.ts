import { z } from 'zod';
import type { Media } from './media.ts';

/** How one of an end's two transports is connected; undefined is what this browser does not tell. */
export type TransportConnection = {
  /** As TLS counts: "DTLS 1.2". */
  dtlsVersion: string | undefined;
  /** IANA name of the cipher suite, for instance TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256. */
  dtlsCipher: string | undefined;
  /** Name of the DTLS-SRTP profile, SRTP_AEAD_AES_256_GCM (RFC 7714); older browsers leave out "SRTP_". */
  srtpCipher: string | undefined;
  /** Where this end's packets leave and where they go; `relay` means by way of a TURN server. */
  localCandidate: CandidateType | undefined;
  remoteCandidate: CandidateType | undefined;
  protocol: 'udp' | 'tcp' | undefined;
  roundTripMilliseconds: number | undefined;
  bytesSent: number | undefined;
  bytesReceived: number | undefined;
  /** Share of RTP packets lost since the beginning, 0 to 1: on the way to the server, or from it. */
  lost: number | undefined;
};

/** What protects a call and how it is connected, for the agent's connection panel. */
export type Connection = {
  /** RFC 9605, section 4.5: what the ends encrypt with, whatever the transports below agree on. */
  frames: 'AES_256_GCM_SHA512_128';
  send: TransportConnection;
  receive: TransportConnection;
};

const candidateTypes = ['host', 'srflx', 'prflx', 'relay'] as const;
type CandidateType = (typeof candidateTypes)[number];

/** Anything odd counts as not told: browsers leave out much of webrtc-stats, and differ in the rest. */
const text = z.string().min(1).optional().catch(undefined);
const count = z.number().nonnegative().optional().catch(undefined);
const stat = z.object({
  id: text,
  type: text,
  tlsVersion: text,
  dtlsCipher: text,
  srtpCipher: text,
  selectedCandidatePairId: text,
  bytesSent: count,
  bytesReceived: count,
  nominated: z.boolean().optional().catch(undefined),
  state: text,
  localCandidateId: text,
  remoteCandidateId: text,
  currentRoundTripTime: count,
  candidateType: z.enum(candidateTypes).optional().catch(undefined),
  protocol: z.enum(['udp', 'tcp']).optional().catch(undefined),
  packetsSent: count,
  packetsReceived: count,
  // may be negative for duplicates (RFC 3550, section 6.4.1)
  packetsLost: z.number().optional().catch(undefined),
});
type Stat = z.infer<typeof stat>;

/** Version numbers of DTLS records as four hexadecimal digits (RFC 6347, section 4.1; RFC 9147, section 5.3). */
const dtlsVersions: Record<string, string> = { feff: 'DTLS 1.0', fefd: 'DTLS 1.2', fefc: 'DTLS 1.3' };

/** Reads what both transports have negotiated and carried so far. */
export async function readConnection(media: Pick<Media, 'statistics'>): Promise<Connection> {
  const { send, receive } = await media.statistics();
  return {
    frames: 'AES_256_GCM_SHA512_128',
    send: readTransport([...send.values()]),
    receive: readTransport([...receive.values()]),
  };
}

/** @param report the values of a transport's RTCStatsReport */
export function readTransport(report: readonly unknown[]): TransportConnection {
  const stats = report.flatMap(value => stat.safeParse(value).data ?? []);
  const transport = stats.find(({ type }) => type === 'transport');
  const pair = selectedPair(stats, transport);
  const byId = (id: string | undefined) =>
    id === undefined ? undefined : stats.find(candidate => candidate.id === id);
  const local = byId(pair?.localCandidateId);
  const { tlsVersion } = transport ?? {};
  const seconds = pair?.currentRoundTripTime;
  return {
    dtlsVersion: tlsVersion && dtlsVersions[tlsVersion.toLowerCase()],
    dtlsCipher: transport?.dtlsCipher,
    srtpCipher: transport?.srtpCipher,
    localCandidate: local?.candidateType,
    remoteCandidate: byId(pair?.remoteCandidateId)?.candidateType,
    protocol: local?.protocol,
    roundTripMilliseconds: seconds === undefined ? undefined : seconds * 1000,
    bytesSent: transport?.bytesSent ?? pair?.bytesSent,
    bytesReceived: transport?.bytesReceived ?? pair?.bytesReceived,
    lost: lostShare(stats),
  };
}

/** Without a `transport`, as in older Firefox, the nominated pair that works. */
function selectedPair(stats: Stat[], transport: Stat | undefined): Stat | undefined {
  const pairs = stats.filter(({ type }) => type === 'candidate-pair');
  const selected = transport?.selectedCandidatePairId;
  return (
    pairs.find(({ id }) => id !== undefined && id === selected) ??
    pairs.find(({ nominated, state }) => nominated === true && state === 'succeeded')
  );
}

/** One transport only sends or only receives tracks. */
function lostShare(stats: Stat[]): number | undefined {
  const sum = (type: string, field: 'packetsSent' | 'packetsReceived' | 'packetsLost') =>
    stats.filter(one => one.type === type).reduce((total, one) => total + (one[field] ?? 0), 0);
  const sent = sum('outbound-rtp', 'packetsSent');
  const received = sum('inbound-rtp', 'packetsReceived');
  const isSending = stats.some(({ type }) => type === 'remote-inbound-rtp');
  const lost = Math.max(0, sum(isSending ? 'remote-inbound-rtp' : 'inbound-rtp', 'packetsLost'));
  const all = isSending ? sent : received + lost;
  return all === 0 ? undefined : Math.min(1, lost / all);
}
