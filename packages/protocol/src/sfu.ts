import { z } from 'zod';
import { channel, slot } from './socket.ts';

/**
 * Control protocol between signaling (socket.io client) and an SFU node
 * (socket.io server on the internal network). The SFU learns opaque ids,
 * streams and network parameters, and nothing else: no names, no keys.
 *
 * Handshake: `auth: { secret }`, compared in constant time; a wrong one ends in
 * `connect_error` with the message `unauthorized`.
 *
 * Every command is answered by an acknowledgement, never by an exception:
 * `{ ok: true, value } | { ok: false, code }`. Every command may be repeated:
 * the same key (session, participant, generation and what is named below) gets
 * the same answer.
 *
 * - `fence` rises with every change of the commanding signaling process. A
 *   lower one than the highest seen for the session is refused (`stale_fence`).
 *   After `session.close` the session can only be opened with a higher fence.
 * - `generation` rises when a participant reloads or changes device. A higher
 *   one closes what the older generation had; a lower one, or one that was
 *   closed by `participant.close`, is refused (`stale_generation`).
 * - Events go to the socket that gave the last accepted command or lease of the
 *   session, so a process that takes over sends `session.lease` first.
 */

const opaqueId = z.string().min(1).max(64);
const shortText = z.string().max(256);
const payloadType = z.int().min(0).max(127);
const ssrc = z.int().min(0).max(0xffffffff);

export const mediaKindSchema = z.enum(['audio', 'video']);
export type MediaKind = z.infer<typeof mediaKindSchema>;

export const transportDirectionSchema = z.enum(['send', 'receive']);
export type TransportDirection = z.infer<typeof transportDirectionSchema>;

/* RTP, ICE and DTLS descriptions in the shape that mediasoup and mediasoup-client share. */

const codecParametersSchema = z.record(
  shortText,
  z.union([z.string().max(256), z.number(), z.boolean(), z.null()]),
);
const rtcpFeedbackSchema = z.strictObject({ type: shortText, parameter: shortText.optional() });

/** Header extensions both mediasoup ends know; which of them may be used is for the SFU to say. */
const headerExtensionUriSchema = z.enum([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
  'urn:3gpp:video-orientation',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time',
  'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
  'urn:mediasoup:params:rtp-hdrext:packet-id',
]);

export const rtpCapabilitiesSchema = z.strictObject({
  codecs: z
    .array(
      z.strictObject({
        kind: mediaKindSchema,
        mimeType: shortText,
        preferredPayloadType: payloadType,
        clockRate: z.int().positive(),
        channels: z.int().positive().optional(),
        parameters: codecParametersSchema.optional(),
        rtcpFeedback: z.array(rtcpFeedbackSchema).max(16).optional(),
      }),
    )
    .max(32)
    .optional(),
  headerExtensions: z
    .array(
      z.strictObject({
        kind: mediaKindSchema,
        uri: headerExtensionUriSchema,
        preferredId: z.int().min(1).max(255),
        preferredEncrypt: z.boolean().optional(),
        direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).optional(),
      }),
    )
    .max(32)
    .optional(),
});
export type RtpCapabilities = z.infer<typeof rtpCapabilitiesSchema>;

/** Encodings may carry further sender-side hints (`active`, `priority`, …); they are dropped. */
export const rtpParametersSchema = z.strictObject({
  mid: shortText.optional(),
  msid: shortText.optional(),
  codecs: z
    .array(
      z.strictObject({
        mimeType: shortText,
        payloadType,
        clockRate: z.int().positive(),
        channels: z.int().positive().optional(),
        parameters: codecParametersSchema.optional(),
        rtcpFeedback: z.array(rtcpFeedbackSchema).max(16).optional(),
      }),
    )
    .min(1)
    .max(8),
  headerExtensions: z
    .array(
      z.strictObject({
        uri: headerExtensionUriSchema,
        id: z.int().min(1).max(255),
        encrypt: z.boolean().optional(),
        parameters: codecParametersSchema.optional(),
      }),
    )
    .max(16)
    .optional(),
  encodings: z
    .array(
      z.object({
        ssrc: ssrc.optional(),
        rid: shortText.optional(),
        codecPayloadType: payloadType.optional(),
        rtx: z.strictObject({ ssrc }).optional(),
        dtx: z.boolean().optional(),
        scalabilityMode: shortText.optional(),
        maxBitrate: z.number().positive().optional(),
      }),
    )
    .max(4)
    .optional(),
  rtcp: z
    .object({ cname: shortText.optional(), reducedSize: z.boolean().optional(), mux: z.boolean().optional() })
    .optional(),
});
export type RtpParameters = z.infer<typeof rtpParametersSchema>;

export const dtlsParametersSchema = z.strictObject({
  role: z.enum(['auto', 'client', 'server']).optional(),
  fingerprints: z
    .array(
      z.strictObject({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: z.string().max(256),
      }),
    )
    .min(1)
    .max(8),
});
export type DtlsParameters = z.infer<typeof dtlsParametersSchema>;

/** Bytes of one message of a data channel, either way: what any end must take that says nothing (RFC 8841, section 6.1). */
export const maxDataMessageBytes = 65_536;

/** What both mediasoup ends need to know of a transport's SCTP association. */
export const sctpParametersSchema = z.object({
  port: z.int(),
  maxSendMessageSize: z.int(),
  maxReceiveMessageSize: z.int(),
});
export type SctpParameters = z.infer<typeof sctpParametersSchema>;

/** Ordered and reliable, nothing else. */
export const sctpStreamParametersSchema = z.strictObject({
  streamId: z.int().min(0).max(65_534),
  ordered: z.literal(true),
});
export type SctpStreamParameters = z.infer<typeof sctpStreamParametersSchema>;

const iceParametersSchema = z.object({
  usernameFragment: shortText,
  password: shortText,
  iceLite: z.boolean().optional(),
});

export const transportOptionsSchema = z.object({
  id: opaqueId,
  iceParameters: iceParametersSchema,
  iceCandidates: z.array(
    z.object({
      foundation: shortText,
      priority: z.number(),
      ip: shortText,
      address: shortText,
      protocol: z.enum(['udp', 'tcp']),
      port: z.int(),
      type: z.literal('host'),
      tcpType: z.literal('passive').optional(),
    }),
  ),
  dtlsParameters: dtlsParametersSchema,
  sctpParameters: sctpParametersSchema,
});
/** What `device.createSendTransport` and `createRecvTransport` of mediasoup-client take. */
export type TransportOptions = z.infer<typeof transportOptionsSchema>;

/* Commands: signaling → node. */

const inSession = { session: opaqueId, fence: z.int().nonnegative() };
const asParticipant = { ...inSession, participant: opaqueId, generation: z.int().nonnegative() };

const producerDescription = z.object({
  producerId: opaqueId,
  kind: mediaKindSchema,
  slot,
});
const consumerDescription = producerDescription.extend({ consumerId: opaqueId, participant: opaqueId });
const dataProducerDescription = z.object({ dataProducerId: opaqueId, channel });
const dataConsumerDescription = dataProducerDescription.extend({
  dataConsumerId: opaqueId,
  participant: opaqueId,
});
const transportStates = {
  ice: z.enum(['new', 'connected', 'completed', 'disconnected', 'closed']),
  dtls: z.enum(['new', 'connecting', 'connected', 'failed', 'closed']),
};
const done = z.object({});

/** Every command's request and the value of its positive answer. */
export const sfuCommands = {
  /** Key: session. Gives the session its first lease. */
  'session.open': {
    request: z.strictObject(inSession),
    value: z.object({ routerRtpCapabilities: rtpCapabilitiesSchema }),
  },
  /** Key: participant, generation, direction. */
  'transport.open': {
    request: z.strictObject({ ...asParticipant, direction: transportDirectionSchema }),
    value: transportOptionsSchema,
  },
  /** Key: transport; other DTLS parameters than before are a `conflict`. */
  'transport.connect': {
    request: z.strictObject({
      ...asParticipant,
      direction: transportDirectionSchema,
      dtlsParameters: dtlsParametersSchema,
    }),
    value: done,
  },
  /**
   * Key: transport, number. New ICE credentials for a browser whose network has changed; DTLS goes on. Numbers count
   * from 1 for each transport; any but the last one or the next is a `conflict`.
   */
  'transport.restart_ice': {
    request: z.strictObject({
      ...asParticipant,
      direction: transportDirectionSchema,
      number: z.int().positive(),
    }),
    value: z.object({ iceParameters: iceParametersSchema }),
  },
  /** Key: participant, generation, slot; other RTP parameters than before are a `conflict`. */
  'producer.open': {
    request: z.strictObject({
      ...asParticipant,
      slot,
      kind: mediaKindSchema,
      rtpParameters: rtpParametersSchema,
    }),
    value: z.object({ producerId: opaqueId }),
  },
  /** Key: participant, generation, producer. The consumer is paused until `consumer.resume`. */
  'consumer.open': {
    request: z.strictObject({
      ...asParticipant,
      producerId: opaqueId,
      rtpCapabilities: rtpCapabilitiesSchema,
    }),
    value: consumerDescription.extend({ rtpParameters: rtpParametersSchema }),
  },
  'consumer.resume': {
    request: z.strictObject({ ...asParticipant, consumerId: opaqueId }),
    value: done,
  },
  /** Asks the producer for a key frame: after a resume, a key change, a decoder's loss. */
  'consumer.key_frame': {
    request: z.strictObject({ ...asParticipant, consumerId: opaqueId }),
    value: done,
  },
  /** Key: participant, generation, channel; another stream than before is a `conflict`. */
  'data_producer.open': {
    request: z.strictObject({ ...asParticipant, channel, sctpStreamParameters: sctpStreamParametersSchema }),
    value: z.object({ dataProducerId: opaqueId }),
  },
  /** Key: participant, generation, data producer. What was sent before it was opened does not come. */
  'data_consumer.open': {
    request: z.strictObject({ ...asParticipant, dataProducerId: opaqueId }),
    value: dataConsumerDescription.extend({ sctpStreamParameters: sctpStreamParametersSchema }),
  },
  /** Closes this and any older generation; the generation never comes back. */
  'participant.close': { request: z.strictObject(asParticipant), value: done },
  'session.close': { request: z.strictObject(inSession), value: done },
  /** All of the node's sessions, for a process that connects and compares. */
  'session.list': {
    request: z.strictObject({}),
    value: z.object({
      sessions: z.array(
        z.object({
          session: opaqueId,
          fence: z.int(),
          participants: z.array(
            z.object({
              participant: opaqueId,
              generation: z.int(),
              transports: z.array(
                z.object({ direction: transportDirectionSchema, transportId: opaqueId, ...transportStates }),
              ),
              producers: z.array(producerDescription),
              consumers: z.array(consumerDescription),
              dataProducers: z.array(dataProducerDescription),
              dataConsumers: z.array(dataConsumerDescription),
            }),
          ),
        }),
      ),
    }),
  },
  /** Renews leases. `lost` names sessions the node does not have, or has under a higher fence. */
  'session.lease': {
    request: z.strictObject({ sessions: z.array(z.strictObject(inSession)).max(1000) }),
    value: z.object({ lost: z.array(opaqueId) }),
  },
} as const;

export type SfuCommand = keyof typeof sfuCommands;
export type SfuRequest<C extends SfuCommand> = z.infer<(typeof sfuCommands)[C]['request']>;
export type SfuValue<C extends SfuCommand> = z.infer<(typeof sfuCommands)[C]['value']>;

export const sfuRefusalCodeSchema = z.enum([
  'malformed',
  'stale_fence',
  'stale_generation',
  'unknown_session',
  'unknown_participant',
  'unknown_transport',
  'unknown_producer',
  'unknown_consumer',
  'conflict',
  'own_producer',
  'unsupported_codec',
  'incompatible_capabilities',
  'node_draining',
  'node_full',
  'internal',
]);
export type SfuRefusalCode = z.infer<typeof sfuRefusalCodeSchema>;

export type SfuAnswer<C extends SfuCommand> =
  { ok: true; value: SfuValue<C> } | { ok: false; code: SfuRefusalCode };

/* Events: node → signaling. */

const aboutParticipant = { session: opaqueId, participant: opaqueId, generation: z.int().nonnegative() };

export const sfuEvents = {
  'transport.state': z.object({
    ...aboutParticipant,
    transportId: opaqueId,
    direction: transportDirectionSchema,
    ...transportStates,
  }),
  'producer.closed': z.object({ ...aboutParticipant, producerId: opaqueId, slot }),
  'session.closed': z.object({
    session: opaqueId,
    reason: z.enum(['commanded', 'lease_expired', 'worker_died', 'node_draining']),
  }),
} as const;

export type SfuEvent = keyof typeof sfuEvents;
export type SfuEventPayload<E extends SfuEvent> = z.infer<(typeof sfuEvents)[E]>;
export type SessionClosedReason = SfuEventPayload<'session.closed'>['reason'];

/** Event maps for socket.io: `Socket<SfuEventMap, SfuCommandMap>` at the client, the reverse at the server. */
export type SfuCommandMap = {
  [C in SfuCommand]: (request: SfuRequest<C>, acknowledge: (answer: SfuAnswer<C>) => void) => void;
};
export type SfuEventMap = { [E in SfuEvent]: (payload: SfuEventPayload<E>) => void };
