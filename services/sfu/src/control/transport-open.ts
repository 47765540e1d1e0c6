import { maxDataMessageBytes, sctpParametersSchema } from '@visavis/protocol';
import type { SfuRequest, TransportOptions } from '@visavis/protocol';
import type { types } from 'mediasoup';
import type { SessionMedia } from '../media/session.ts';
import type { LiveSession } from '../sessions.ts';
import { accept, admitParticipant } from './handler.ts';
import type { Handler } from './handler.ts';

/** Where congestion control starts, bit/s: a picture good enough to begin with on most mobile links. */
const initialAvailableOutgoingBitrate = 1_000_000;

/**
 * What waits for one receiver; more is dropped without a word to the sender, so senders keep less than this
 * unacknowledged.
 */
const dataBufferBytes = 1024 * 1024;

export const transportOpen: Handler<'transport.open'> = async (context, request, tell) => {
  const admitted = admitParticipant(context, request, tell);
  if (!admitted.ok) return admitted;
  const { live, media, own } = admitted;
  const existing = own.transports.get(request.direction);
  if (existing) return accept(describe(existing.transport));
  const transport = await createTransport(media);
  own.transports.set(request.direction, { transport, connectedWith: undefined, restarts: 0 });
  reportState(live, request, transport);
  return accept(describe(transport));
};

function createTransport({ router, webRtcServer }: SessionMedia): Promise<types.WebRtcTransport> {
  return router.createWebRtcTransport({
    webRtcServer,
    enableUdp: true,
    enableTcp: true,
    preferUdp: true,
    initialAvailableOutgoingBitrate,
    enableSctp: true,
    maxReceiveMessageSize: maxDataMessageBytes,
    maxSendMessageSize: maxDataMessageBytes,
    sctpSendBufferSize: dataBufferBytes,
    sctpPerStreamSendQueueLimit: dataBufferBytes,
  });
}

function describe(transport: types.WebRtcTransport): TransportOptions {
  const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
  const sctpParameters = sctpParametersSchema.parse(transport.sctpParameters);
  return { id, iceParameters, iceCandidates, dtlsParameters, sctpParameters };
}

function reportState(
  live: LiveSession,
  { session, participant, generation, direction }: SfuRequest<'transport.open'>,
  transport: types.WebRtcTransport,
): void {
  const report = (): void =>
    live.tell('transport.state', {
      session,
      participant,
      generation,
      transportId: transport.id,
      direction,
      ice: transport.iceState,
      dtls: transport.dtlsState,
    });
  transport.on('icestatechange', report);
  transport.on('dtlsstatechange', report);
}
