import { z } from 'zod';
import { actorKinds, auditActions, subjectKinds } from './audit.ts';
import type { ConsoleEndpoint } from './endpoint.ts';
import { id, instant } from './primitives.ts';

/** An id of a person, key, customer or thing, or a service's name; found exactly. */
const exact = z.string().trim().min(1).max(120);

export const auditFilter = z.strictObject({
  from: instant.optional(),
  /** Not included. */
  to: instant.optional(),
  action: z.enum(auditActions).optional(),
  actor: exact.optional(),
  subject: exact.optional(),
});
export type AuditFilter = z.infer<typeof auditFilter>;
export const auditFilters = [
  'from',
  'to',
  'action',
  'actor',
  'subject',
] as const satisfies readonly (keyof AuditFilter)[];

export const auditPageSize = 50;

export const auditEventView = z.strictObject({
  sequence: z.int(),
  at: instant,
  /** `name`: of one's own people and keys; of others there is only the id. */
  actor: z.strictObject({ kind: z.enum(actorKinds), id: z.string(), name: z.string().nullable() }),
  action: z.enum(auditActions),
  subject: z.strictObject({ kind: z.enum(subjectKinds), id: z.string() }),
  /** As `auditEvents[action].payload` has it; null once it was erased with what it was about. */
  payload: z.record(z.string(), z.unknown()).nullable(),
});
export type AuditEventView = z.infer<typeof auditEventView>;

export const auditPage = z.strictObject({
  items: z.array(auditEventView),
  /** `before` of the next page, or null on the last. */
  next: z.int().nullable(),
});

export const auditVerification = z.strictObject({
  organisationId: id,
  at: instant,
  events: z.int(),
  erased: z.int(),
  /** By place in the chain, 0 for the chain as a whole; at most 100. */
  damage: z.array(z.strictObject({ sequence: z.int(), kind: z.string() })),
});
export type AuditVerification = z.infer<typeof auditVerification>;

export const auditApi = {
  listAuditEvents: {
    action: 'see_audit',
    method: 'get',
    path: '/api/console/audit',
    summary: 'The own organisation’s events, newest first, a page at a time; is on record itself',
    query: z.strictObject({
      ...auditFilter.shape,
      before: z.coerce.number().pipe(z.int().min(1)).optional(),
    }),
    status: 200,
    reply: auditPage,
    refusals: ['not_permitted'],
  },
  exportAuditEvents: {
    action: 'see_audit',
    method: 'get',
    path: '/api/console/audit/export',
    summary: 'All of them as CSV, newest first; is on record itself',
    query: auditFilter,
    status: 200,
    binary: 'text/csv',
    refusals: ['not_permitted'],
  },
  verifyAuditChain: {
    action: 'see_audit',
    method: 'post',
    path: '/api/console/audit/verification',
    summary: 'Recompute the own organisation’s chain; one at a time',
    status: 200,
    reply: auditVerification,
    refusals: ['not_permitted'],
  },
} as const satisfies Record<string, ConsoleEndpoint>;
