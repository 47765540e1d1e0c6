import { z } from 'zod';
import { callContext } from './context.ts';
import { identificationStates } from './life.ts';
import { person, reasonCode } from './identification.ts';
import { base64url, digest, id, instant, language, localized } from './primitives.ts';
import { abortReasonCodes } from './reasons.ts';
import { rulesetIds, steps } from './rulesets.ts';
import { attestation } from './site-api.ts';

/**
 * Events between browsers and signaling. A request is `emit(event, body, acknowledge)`; the acknowledgement is a
 * `Result` whose value fits `reply`. A notice is `emit(event, body)` from the server.
 * Media structures are mediasoup's own and are validated by mediasoup; here they only have to be objects.
 */
const object = z.record(z.string(), z.unknown());
const nothing = z.strictObject({});
const attempt = { attemptId: id };
export const slot = z.enum(['camera', 'microphone']);
export type Slot = z.infer<typeof slot>;
/** A supervisor watches and listens beside the two ends that every call has; it sends no tracks. */
export const participant = z.enum(['customer', 'agent', 'supervisor']);
export type Participant = z.infer<typeof participant>;
/** Data channels, each ordered and reliable: `control` for messages, `photo` for pieces of pictures. */
export const channel = z.enum(['control', 'photo']);
export type DataChannelName = z.infer<typeof channel>;

export const transportDescription = z.strictObject({
  id: z.string(),
  iceParameters: object,
  iceCandidates: z.array(object),
  dtlsParameters: object,
  sctpParameters: object,
});
export type TransportDescription = z.infer<typeof transportDescription>;

const iceServer = z.strictObject({
  urls: z.array(z.string()),
  username: z.string().optional(),
  credential: z.string().optional(),
});

/** Every end of a call speaks these once the attempt is its own. */
export const callRequests = {
  /** Opens (or, after a reload, replaces) this end's transports. */
  'call:join': {
    body: z.strictObject(attempt),
    reply: z.strictObject({
      routerRtpCapabilities: object,
      send: transportDescription,
      receive: transportDescription,
      iceServers: z.array(iceServer),
      /** How often this end has joined the attempt, from 1: with the other's it numbers the key agreement. */
      generation: z.int(),
    }),
  },
  'call:connect': {
    body: z.strictObject({ ...attempt, direction: z.enum(['send', 'receive']), dtlsParameters: object }),
    reply: nothing,
  },
  /**
   * New ICE credentials for a transport whose network has changed; keys and everything else stay. `number` counts from 1
   * for each transport: asked again with the same one, the same credentials come.
   */
  'call:restart_ice': {
    body: z.strictObject({ ...attempt, direction: z.enum(['send', 'receive']), number: z.int().positive() }),
    reply: z.strictObject({ iceParameters: object }),
  },
  /** Allowed from the offer on, so that transports stand early: a transform lets no frame out before it has its key. */
  'call:produce': {
    body: z.strictObject({ ...attempt, slot, rtpParameters: object }),
    reply: z.strictObject({ producerId: z.string() }),
  },
  /** Also a supervisor opens channels. What runs over them is sealed by the ends. */
  'call:produce_data': {
    body: z.strictObject({ ...attempt, channel, sctpStreamParameters: object }),
    reply: z.strictObject({ dataProducerId: z.string() }),
  },
  /**
   * From now on the others' tracks and data channels arrive as `call:consumer` and `call:data_consumer`, also those
   * that exist already.
   */
  'call:receive': { body: z.strictObject({ ...attempt, rtpCapabilities: object }), reply: nothing },
  'call:resume': { body: z.strictObject({ ...attempt, consumerId: z.string() }), reply: nothing },
  'call:key_frame': { body: z.strictObject({ ...attempt, consumerId: z.string() }), reply: nothing },
  /** Opaque to the server: key agreement (from the offer on), sealed sender keys, changes of the roster. At most 16 KiB. */
  'call:relay': {
    body: z.strictObject({ ...attempt, to: participant, payload: base64url.max(16_384) }),
    reply: nothing,
  },
  'call:leave': { body: z.strictObject({ ...attempt, reason: z.enum(abortReasonCodes) }), reply: nothing },
} as const;

export const callNotices = {
  /** May come more than once for the same consumer. */
  'call:consumer': z.strictObject({
    ...attempt,
    consumerId: z.string(),
    producerId: z.string(),
    participant,
    slot,
    kind: z.enum(['audio', 'video']),
    rtpParameters: object,
  }),
  /**
   * May come more than once for the same data consumer. What was sent on the channel before is lost, so its sender waits
   * until the receiver has said on a channel of its own that it listens.
   */
  'call:data_consumer': z.strictObject({
    ...attempt,
    dataConsumerId: z.string(),
    dataProducerId: z.string(),
    participant,
    channel,
    sctpStreamParameters: object,
  }),
  'call:relay': z.strictObject({ ...attempt, from: participant, payload: base64url }),
  /** Whether another end's socket is there; `generation` rises with each of its reloads. */
  'call:peer': z.strictObject({ ...attempt, participant, connected: z.boolean(), generation: z.int() }),
  'call:ended': z.strictObject({ ...attempt, reason: reasonCode.nullable() }),
} as const;

/** Handshake `auth` of a customer's socket. */
export const customerHandshake = z.strictObject({ identificationId: id, token: base64url.length(43) });

export const customerRequests = {
  ...callRequests,
  'queue:enter': { body: z.strictObject({ consentVersion: z.int(), language }), reply: nothing },
  'queue:leave': { body: nothing, reply: nothing },
} as const;

export const customerNotices = {
  ...callNotices,
  /** On connecting and whenever the state changes. */
  identification: z.strictObject({
    state: z.enum(identificationStates),
    reason: reasonCode.nullable(),
    context: callContext,
    purposes: z.strictObject({ de: z.string(), en: z.string() }),
    linkExpiresAt: instant,
  }),
  queue: z.strictObject({ position: z.int(), expectedWaitSeconds: z.int().nullable(), agentsReady: z.int() }),
  /** An agent was found. Transports may be opened and keys agreed on; no frame leaves before `call:accepted`. */
  'call:offered': z.strictObject(attempt),
  'call:accepted': z.strictObject(attempt),
  /** What the agent asks for at this moment; guides the customer's screen. */
  'call:step': z.strictObject({ ...attempt, step: z.enum(steps).nullable() }),
  /** Another tab took over; this one is closed by the server right after. */
  replaced: nothing,
} as const;

export const agentRequests = {
  ...callRequests,
  /** What the agent says of the room, once a shift and site: no call comes before. */
  'shift:attest': { body: z.strictObject({ attestation }), reply: nothing },
  'agent:ready': { body: z.strictObject({ deviceId: id }), reply: nothing },
  'agent:pause': { body: nothing, reply: nothing },
  'offer:accept': {
    body: z.strictObject(attempt),
    reply: z.strictObject({
      context: callContext,
      person,
      customerGeneration: z.int(),
      /** For how long a favourable decision is still `too_soon`. */
      tooSoonSeconds: z.number().nonnegative(),
      /** What was recorded already: after a reload in mid-call the checklist goes on from here. */
      steps: z.array(
        z.strictObject({
          step: z.enum(steps),
          status: z.enum(['open', 'done', 'failed']),
          transcript: digest,
          stills: z.int(),
        }),
      ),
    }),
  },
  'offer:decline': { body: z.strictObject(attempt), reply: nothing },
  /** The code at the customer's and agent's ends was compared, or a check was made. */
  'step:record': {
    body: z.strictObject({
      ...attempt,
      step: z.enum(steps),
      status: z.enum(['open', 'done', 'failed']),
      transcript: digest,
    }),
    reply: nothing,
  },
  'step:show': { body: z.strictObject({ ...attempt, step: z.enum(steps).nullable() }), reply: nothing },
  /** Both confirmations were right: the transcript now binds the attempt and reopens bound steps. */
  'agreement:completed': { body: z.strictObject({ ...attempt, transcript: digest }), reply: nothing },
} as const;

export const agentNotices = {
  ...callNotices,
  queue: z.strictObject({ waiting: z.int(), ready: z.int(), inCall: z.int(), longestWaitSeconds: z.int() }),
  offer: z.strictObject({
    ...attempt,
    /** No personal data: enough to agree on keys before the agent has answered. */
    context: callContext,
    purpose: localized,
    waitedSeconds: z.int(),
    expiresAt: instant,
  }),
  'offer:withdrawn': z.strictObject(attempt),
  /**
   * On connecting and whenever it changes. Ready never survives a connection, an offer that came to nothing, or a
   * call: the agent says so again.
   */
  'agent:status': z.strictObject({ status: z.enum(['paused', 'ready', 'busy']) }),
  /** On connecting and whenever it changes: where this console is, what may be said of its room, and what was. */
  'agent:shift': z.strictObject({
    site: z.string().nullable(),
    offered: z.array(attestation),
    attestation: attestation.nullable(),
  }),
  /**
   * On connecting and with every *ready*: contracts whose calls do not come to this agent now, and trainings after whose
   * end, soon, others would not.
   */
  'agent:barred': z.strictObject({
    contracts: z.array(
      z.strictObject({ name: z.string(), reason: z.enum(['passkey_required', 'training_missing']) }),
    ),
    ending: z.array(z.strictObject({ ruleset: z.enum(rulesetIds), validUntil: z.iso.date() })),
  }),
  /** After a reload in mid-call: `offer:accept` answers once more, then the call is joined again. */
  'call:resumable': z.strictObject({ ...attempt, tenantId: id }),
  /** The agent works in another console: this one may come again and say that it takes over. Closed right after. */
  elsewhere: nothing,
  /** Another console took over; this one is closed right after. */
  replaced: nothing,
  'session:ended': nothing,
  /** The key that this console works with counts no more. Closed right after. */
  'device:revoked': nothing,
  /** The organisation's sites have changed, and this console is at none any more. Closed right after. */
  'site:left': nothing,
} as const;

/**
 * Handshake `auth` of a console's socket: what the person works as on it. An agent works in one console at a time;
 * `console` is the same after a reload of its page, and another one has to say that it takes over.
 */
export const consoleHandshake = z.discriminatedUnion('as', [
  z.strictObject({ as: z.literal('agent'), console: id, takeOver: z.boolean() }),
  z.strictObject({ as: z.literal('supervisor') }),
]);
export type ConsoleHandshake = z.infer<typeof consoleHandshake>;

export const supervisorRequests = {
  ...callRequests,
  /**
   * Joins a call that is under way, seen by both ends; with a certified device of role supervisor. One supervisor a
   * call. Asked again in the same call, after a reload, it answers again.
   */
  'supervise:join': {
    body: z.strictObject({ ...attempt, deviceId: id }),
    reply: z.strictObject({ context: callContext, agentGeneration: z.int() }),
  },
  'supervise:leave': { body: z.strictObject(attempt), reply: nothing },
} as const;

export const supervisorNotices = {
  ...callNotices,
  /** The calls of the organisation's agents that are under way, on connecting and whenever they change. */
  floor: z.strictObject({
    calls: z.array(
      z.strictObject({
        ...attempt,
        agentName: z.string(),
        language,
        acceptedAt: instant,
        /** Null if nobody supervises it. */
        supervisorName: z.string().nullable(),
      }),
    ),
  }),
  /** On connecting and whenever it changes: at which site this console is. */
  'supervisor:site': z.strictObject({ site: z.string().nullable() }),
  replaced: nothing,
  /** The session is over: signed out, here or elsewhere, or expired. Closed right after. */
  'session:ended': nothing,
  'device:revoked': nothing,
  /** The organisation's sites have changed, and this console is at none any more. Closed right after. */
  'site:left': nothing,
} as const;

export type RequestTable = Record<string, { body: z.ZodType; reply: z.ZodType }>;
export type NoticeTable = Record<string, z.ZodType>;
export type Body<Table extends RequestTable, Event extends keyof Table> = z.infer<Table[Event]['body']>;
export type Reply<Table extends RequestTable, Event extends keyof Table> = z.infer<Table[Event]['reply']>;
export type Notice<Table extends NoticeTable, Event extends keyof Table> = z.infer<Table[Event]>;
