import { once } from 'node:events';
import { addAuditEvent, searchAuditEvents, type StaffUser, type StoredAuditEvent } from '@visavis/db';
import { consoleApi, type AuditFilter } from '@visavis/protocol';
import type { Context } from '../../../context.ts';
import { byteOrderMark, csvLine } from '../../csv.ts';
import { consoleRoute } from '../../mount.ts';
import { inOwnChain, usedFilters } from './own-chain.ts';

const pageRows = 1000;

const header = csvLine([
  'sequence',
  'at',
  'actor_kind',
  'actor_id',
  'actor_name',
  'action',
  'subject_kind',
  'subject_id',
  'payload',
  'hash',
]);

const line = (row: StoredAuditEvent): string =>
  csvLine([
    row.sequence,
    row.at.toISOString(),
    row.actorKind,
    row.actorId,
    row.actorName,
    row.action,
    row.subjectKind,
    row.subjectId,
    row.payload === null ? null : JSON.stringify(row.payload),
    row.hash.toString('hex'),
  ]);

/** A page at a time, each when the one before has gone out: no chain has to fit into memory. */
async function* pages(context: Context, user: StaffUser, filter: AuditFilter): AsyncGenerator<string> {
  let before: number | undefined;
  for (;;) {
    const rows = await inOwnChain(context, user, transaction =>
      searchAuditEvents(transaction, user.organisationId, filter, { before, limit: pageRows }),
    );
    yield rows.map(line).join('');
    before = rows.at(-1)?.sequence;
    if (rows.length < pageRows) return;
  }
}

/** On record before the first line goes out; that event is the newest of the file, unless a filter leaves it out. */
export const exportAuditEvents = consoleRoute(
  consoleApi.exportAuditEvents,
  async ({ context, user, actor, query: filter, response }) => {
    const { organisationId } = user;
    await inOwnChain(context, user, transaction =>
      addAuditEvent(transaction, {
        organisationId,
        actor,
        action: 'audit.exported',
        subject: { kind: 'audit', id: organisationId },
        payload: { filters: usedFilters(filter) },
      }),
    );
    response.status(200).setHeader('Content-Type', 'text/csv; charset=utf-8');
    response.setHeader('Content-Disposition', 'attachment; filename="audit.csv"');
    response.write(byteOrderMark + header);
    for await (const page of pages(context, user, filter)) {
      if (response.destroyed) return;
      if (!response.write(page)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
    response.end();
  },
);
