import { createStore, type Store } from '@visavis/call';
import type { AuditAction, AuditFilter, AuditVerification, consoleApi } from '@visavis/protocol';
import type { z } from 'zod';
import { callApi } from '../../api/client.ts';
import { loadResource, type Resource } from '../../api/resource.ts';
import { saveFile } from '../../api/save-file.ts';

export type AuditPageView = z.infer<typeof consoleApi.listAuditEvents.reply>;

/** As it is typed: days as `2027-03-01`, both included. */
export type Asked = { from: string; to: string; action: AuditAction | 'any'; actor: string; subject: string };
export const askedNothing: Asked = { from: '', to: '', action: 'any', actor: '', subject: '' };

/** Days are those of whoever asks. */
export function filterOf({ from, to, action, actor, subject }: Asked): AuditFilter {
  const end = to === '' ? undefined : new Date(`${to}T00:00:00`);
  end?.setDate(end.getDate() + 1);
  return {
    ...(from === '' ? {} : { from: new Date(`${from}T00:00:00`).toISOString() }),
    ...(end ? { to: end.toISOString() } : {}),
    ...(action === 'any' ? {} : { action }),
    ...(actor.trim() === '' ? {} : { actor: actor.trim() }),
    ...(subject.trim() === '' ? {} : { subject: subject.trim() }),
  };
}

export type Verifying =
  { status: 'idle' | 'running' | 'failed'; result: null } | { status: 'done'; result: AuditVerification };

export type AuditTrail = {
  page: Resource<AuditPageView>;
  verifying: Store<{ now: Verifying }>;
  exporting: Store<{ hasFailed: boolean }>;
  search: (asked: Asked) => void;
  /** The page before this place; null: the newest. */
  turn: (before: number | null) => void;
  verify: () => Promise<void>;
  save: () => Promise<void>;
};

export function openAudit(): AuditTrail {
  let filter: AuditFilter = {};
  let before: number | null = null;
  const page = loadResource(() =>
    callApi('listAuditEvents', { query: { ...filter, ...(before === null ? {} : { before }) } }),
  );
  const verifying = createStore<{ now: Verifying }>({ now: { status: 'idle', result: null } });
  const exporting = createStore({ hasFailed: false });
  return {
    page,
    verifying,
    exporting,
    search: asked => {
      filter = filterOf(asked);
      before = null;
      void page.reload();
    },
    turn: to => {
      before = to;
      void page.reload();
    },
    verify: async () => {
      verifying.update({ now: { status: 'running', result: null } });
      try {
        verifying.update({ now: { status: 'done', result: await callApi('verifyAuditChain', {}) } });
      } catch {
        verifying.update({ now: { status: 'failed', result: null } });
      }
    },
    save: async () => {
      try {
        saveFile('audit.csv', await callApi('exportAuditEvents', { query: filter }), 'text/csv');
        exporting.update({ hasFailed: false });
      } catch {
        exporting.update({ hasFailed: true });
      }
    },
  };
}
