import { z } from 'zod';
import { organisationKinds, roles } from './organisation.ts';
import { apiScopes } from './api-scope.ts';
import { outcomes } from './life.ts';
import { id, language } from './primitives.ts';
import { abortReasonCodes, decisionReasonCodes } from './reasons.ts';
import type { RefusalCode } from './result.ts';
import { riskSignal } from './risk.ts';
import { rulesetIds, steps } from './rulesets.ts';
import { attestations } from './site-api.ts';

/** A user's id, an API key's id, a customer by identification, a service by name. */
export const actorKinds = ['user', 'api_key', 'customer', 'service'] as const;
export type ActorKind = (typeof actorKinds)[number];

export const subjectKinds = [
  'organisation',
  'tenant',
  'user',
  'api_key',
  'device',
  'site',
  'contract',
  'identification',
  'attempt',
  'artefact',
  'operation',
  'audit',
] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** A method with a route's pattern, or the name of a socket event: never a path with ids in it. */
export const operationName = z
  .string()
  .max(120)
  .regex(/^([A-Z-]{3,12} \/[\w/{}:.-]*|[a-z_]+(:[a-z_]+)?)$/);

/**
 * Refusals that say something about who tries what. Those of the domain (a step that is open, a state that has changed)
 * are part of the work.
 */
export const auditedRefusals = [
  'unauthenticated',
  'origin_not_allowed',
  'not_permitted',
  'passkey_required',
  'not_found',
  'device_not_certified',
  'fingerprint_differs',
  // the console's own page waits
  'too_soon',
  'site_not_allowed',
  'too_many_requests',
  // the console's own pages send nothing that no schema takes
  'invalid_request',
  'too_large',
  'method_not_allowed',
] as const satisfies readonly RefusalCode[];
export type AuditedRefusal = (typeof auditedRefusals)[number];

const count = z.int().min(0);
const nothing = {};

const event = <const Subject extends SubjectKind, Shape extends z.ZodRawShape>(
  subject: Subject,
  payload: Shape,
) => ({ subject, payload: z.strictObject(payload) });

/** Which of the filters were used, not what for. */
const filters = z.array(z.enum(['from', 'to', 'action', 'actor', 'subject']));

/**
 * Somebody was asked for both factors; `locked` says whether a refusal was for a lock, `signals` what spoke against it:
 * noted with confirmations and, as far as it is about the place, with sign-ins.
 */
const factorsShown = event('user', {
  factor: z.enum(['totp', 'recovery_code', 'passkey']),
  locked: z.boolean().optional(),
  signals: z.array(riskSignal).optional(),
});

const site = event('site', {
  ranges: z.array(z.string().regex(/^[\d.:/a-f]+$/)),
  attestations: z.array(z.enum(attestations)),
});

/**
 * Everything that is put on record, by its action (`thing.done`): what it is about, and what else is noted. Payloads are
 * ids, codes and numbers, never a text that a person typed: nothing personal can slip in, and a screen can name each.
 */
export const auditEvents = {
  'sign_in.done': factorsShown,
  'sign_in.refused': factorsShown,
  'password_change.done': factorsShown,
  'password_change.refused': factorsShown,
  'totp_change.done': factorsShown,
  'totp_change.refused': factorsShown,
  'totp.enrolled': event('user', nothing),
  'recovery_codes_change.done': factorsShown,
  'recovery_codes_change.refused': factorsShown,
  'passkey_change.done': factorsShown,
  'passkey_change.refused': factorsShown,
  'sessions_end.done': factorsShown,
  'sessions_end.refused': factorsShown,
  /** The second factor alone, shown again before what matters most. */
  'confirmation.done': factorsShown,
  'confirmation.refused': factorsShown,
  'passkey.added': event('user', nothing),
  'passkey.removed': event('user', nothing),
  'invitation.accepted': event('user', nothing),
  'invitation.refused': event('user', nothing),
  'account.created': event('user', { roles: z.array(z.enum(roles)) }),
  'account.reset': event('user', { password: z.boolean(), totp: z.boolean() }),
  'account.unlocked': event('user', nothing),
  'account.disabled': event('user', nothing),
  'account.enabled': event('user', nothing),
  'account.roles_changed': event('user', { from: z.array(z.enum(roles)), to: z.array(z.enum(roles)) }),

  /** By the person or an administrator, not by time. */
  'sessions.ended': event('user', { sessions: count }),
  /** An agent goes on in another console, and the one before was closed. */
  'console.taken_over': event('user', nothing),

  /** `count` refusals of this code in a row of ten minutes: the first is noted at once, the others when it is over. */
  'access.refused': event('operation', { code: z.enum(auditedRefusals), count: z.int().min(1) }),

  'organisation.created': event('organisation', {
    kind: z.enum(organisationKinds),
    resellerId: id.nullable(),
  }),
  'organisation.renamed': event('organisation', nothing),
  'tenant.root_set': event('tenant', { fingerprint: z.string() }),
  'device.registered': event('device', { role: z.enum(roles) }),
  'device.approved': event('device', { role: z.enum(roles) }),
  'device.certified': event('device', { role: z.enum(roles) }),
  /** `was`: its state before. */
  'device.revoked': event('device', { role: z.enum(roles), was: z.enum(['requested', 'approved']) }),

  'contract.created': event('contract', nothing),
  'contract.granted': event('contract', { organisationId: id }),
  'contract.grant_withdrawn': event('contract', { organisationId: id }),
  'site.added': site,
  'site.changed': site,
  'site.removed': event('site', nothing),
  /** What the agent said of the room; null: the organisation has no sites. */
  'shift.attested': event('user', { attestation: z.enum(attestations), siteId: id.nullable() }),
  'training.recorded': event('user', { ruleset: z.enum(rulesetIds), validUntil: z.iso.date() }),

  'contract.passkeys_demanded': event('contract', { required: z.boolean() }),
  'contract.live': event('contract', { recipientListVersion: count }),
  'contract.test_object_made': event('contract', { recipientListVersion: count }),
  'recipient_list.replaced': event('contract', { version: count }),
  'retention.changed': event('contract', { from: count, to: count, moved: count }),

  'identification.ordered': event('identification', { contractId: id }),
  'identification.expired': event('identification', nothing),
  'identification.decided': event('identification', {
    attemptId: id,
    outcome: z.enum(outcomes),
    reason: z.enum(decisionReasonCodes).nullable(),
  }),
  'identification.acknowledged': event('identification', nothing),
  /** `erased`: how many events about it were left without payload. */
  'identification.purged': event('identification', { receiptId: id, erased: count }),

  'queue.entered': event('identification', { consentVersion: count, language }),
  'queue.left': event('identification', nothing),
  'attempt.accepted': event('attempt', nothing),
  'attempt.declined': event('attempt', { reason: z.enum(abortReasonCodes).nullable() }),
  'attempt.aborted': event('attempt', { reason: z.enum(abortReasonCodes) }),
  'attempt.supervised': event('attempt', { deviceId: id }),
  'attempt.supervision_ended': event('attempt', {
    supervisorId: id,
    reason: z.enum(['left', 'connection_lost', 'call_ended', 'device_revoked']),
  }),
  'agreement.completed': event('attempt', { reopened: z.array(z.enum(steps)) }),
  'step.recorded': event('attempt', {
    step: z.enum(steps),
    status: z.enum(['open', 'done', 'failed']),
  }),
  'artefact.registered': event('artefact', { attemptId: id, kind: z.enum(['recording', 'still', 'steps']) }),
  'manifest.added': event('attempt', { number: count }),

  'api_key.created': event('api_key', { scopes: z.array(z.enum(apiScopes)), days: count }),
  /** About the old key. */
  'api_key.rotated': event('api_key', { successorId: id, overlapDays: count, days: count }),
  'api_key.revoked': event('api_key', nothing),

  'audit.searched': event('audit', { filters, events: count }),
  'audit.exported': event('audit', { filters }),
  'audit.verified': event('audit', { events: count, damaged: count }),

  /** The ordered data were shown to the agent of the call. */
  'person.viewed': event('identification', nothing),
  'evidence.fetched': event('identification', { objects: count }),
} as const satisfies Record<string, { subject: SubjectKind; payload: z.ZodObject }>;

export type AuditAction = keyof typeof auditEvents;
export const auditActions = Object.keys(auditEvents) as [AuditAction, ...AuditAction[]];

type PayloadOf<Action extends AuditAction> = z.input<(typeof auditEvents)[Action]['payload']>;

/** One tagged union by `action`; an event that notes nothing else needs no payload. */
export type AuditedAct = {
  [Action in AuditAction]: {
    action: Action;
    subject: { kind: (typeof auditEvents)[Action]['subject']; id: string };
  } & (string extends keyof PayloadOf<Action>
    ? { payload?: PayloadOf<Action> }
    : { payload: PayloadOf<Action> });
}[AuditAction];
