import { addAuditEvent, asPlatform, type Actor, type Sql } from '@visavis/db';
import { auditedRefusals, type AuditedRefusal, type RefusalCode } from '@visavis/protocol';
import type { Logger } from '@visavis/service-kit';

/** Somebody known was refused something. `operation`: a route's or event's name, never a path with ids. */
export type KnownRefusal = { organisationId: string; actor: Actor; code: RefusalCode; operation: string };

export type Refusals = {
  /** Puts it on record where the code is one of those that say who tries what. Never fails. */
  record: (refusal: KnownRefusal) => Promise<void>;
  /** Puts on record what was only counted so far. */
  flush: () => Promise<void>;
};

const windowMs = 600_000;

const isAudited = (code: RefusalCode): code is AuditedRefusal =>
  (auditedRefusals as readonly RefusalCode[]).includes(code);

/**
 * The first refusal of a kind is on record at once; for ten minutes more of the same are only counted, and then noted as
 * one event. So nobody fills the disk by being refused: two events a person, operation and code in ten minutes. A process
 * that dies loses counts, no first refusal.
 */
export function recordRefusals(sql: Sql, log: Logger): Refusals {
  type Row = KnownRefusal & { code: AuditedRefusal; more: number; timer: NodeJS.Timeout };
  const rows = new Map<string, Row>();

  const note = async (
    { organisationId, actor, code, operation }: Omit<Row, 'more' | 'timer'>,
    count: number,
  ) => {
    try {
      await asPlatform(sql, transaction =>
        addAuditEvent(transaction, {
          organisationId,
          actor,
          action: 'access.refused',
          subject: { kind: 'operation', id: operation },
          payload: { code, count },
        }),
      );
    } catch (error) {
      log.error('a refusal is not on record', error, { code });
    }
  };

  const close = async (key: string): Promise<void> => {
    const row = rows.get(key);
    rows.delete(key);
    if (!row) return;
    clearTimeout(row.timer);
    if (row.more > 0) await note(row, row.more);
  };

  return {
    record: async refusal => {
      const { organisationId, actor, code, operation } = refusal;
      if (!isAudited(code)) return;
      const key = JSON.stringify([organisationId, actor.kind, actor.id, code, operation]);
      const row = rows.get(key);
      if (row) {
        row.more += 1;
        return;
      }
      const timer = setTimeout(() => void close(key), windowMs).unref();
      rows.set(key, { ...refusal, code, more: 0, timer });
      await note({ ...refusal, code }, 1);
    },
    flush: async () => {
      await Promise.all([...rows.keys()].map(close));
    },
  };
}
