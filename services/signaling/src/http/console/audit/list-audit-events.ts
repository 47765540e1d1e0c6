import { addAuditEvent, searchAuditEvents, type StoredAuditEvent } from '@visavis/db';
import { auditPageSize, consoleApi, type AuditEventView } from '@visavis/protocol';
import { consoleRoute } from '../../mount.ts';
import { inOwnChain, usedFilters } from './own-chain.ts';

const view = (row: StoredAuditEvent): AuditEventView => ({
  sequence: row.sequence,
  at: row.at.toISOString(),
  actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
  action: row.action,
  subject: { kind: row.subjectKind, id: row.subjectId },
  payload: row.payload,
});

export const listAuditEvents = consoleRoute(
  consoleApi.listAuditEvents,
  ({ context, user, actor, query: { before, ...filter } }) =>
    inOwnChain(context, user, async transaction => {
      const { organisationId } = user;
      const rows = await searchAuditEvents(transaction, organisationId, filter, {
        before,
        limit: auditPageSize + 1,
      });
      const items = rows.slice(0, auditPageSize).map(view);
      await addAuditEvent(transaction, {
        organisationId,
        actor,
        action: 'audit.searched',
        subject: { kind: 'audit', id: organisationId },
        payload: { filters: usedFilters(filter), events: items.length },
      });
      return { items, next: rows.length > auditPageSize ? (items.at(-1)?.sequence ?? null) : null };
    }),
);
