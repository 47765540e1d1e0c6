import { createStore } from '@visavis/call';
import type { ApiKeyView, AuditEventView, ContractView, SessionView } from '@visavis/protocol';
import type { ReactNode } from 'react';
import { NewKeyDialog, ReplaceDialog, ShownKeyDialog } from '../src/features/api-keys/dialogs.tsx';
import { ApiKeysView } from '../src/features/api-keys/page.tsx';
import type { Verifying } from '../src/features/audit/data.ts';
import { EventDialog } from '../src/features/audit/event-dialog.tsx';
import { AuditView } from '../src/features/audit/page.tsx';
import { PasskeysDialog } from '../src/features/contracts/passkeys-dialog.tsx';
import { RetentionDialog } from '../src/features/contracts/retention-dialog.tsx';
import { Page } from '../src/shell/page.tsx';
import { acting, Console, inDays, loaded, nothing } from './console.tsx';
import { id, session } from './example.ts';

const own: SessionView = {
  ...session,
  user: { ...session.user, roles: ['compliance', 'administrator'] },
  organisation: { id: id('2'), kind: 'tenant', name: 'Example Bank' },
};

const contract: ContractView = {
  id: id('3'),
  name: 'Accounts',
  purpose: { de: 'Kontoeröffnung', en: 'Opening an account' },
  ruleset: { id: 'basic', version: 1 },
  retentionDays: 60,
  purgeOnAcknowledge: false,
  passkeyRequired: false,
  status: 'live',
  recipientList: null,
  liveAt: inDays(-100),
};

const person = { kind: 'user' as const, id: id('1'), name: 'Anna Berger' };
const events: AuditEventView[] = [
  { action: 'audit.searched', actor: person, subject: { kind: 'audit', id: id('2') }, payload: {} },
  {
    action: 'access.refused',
    actor: { kind: 'api_key', id: id('5'), name: 'Kernbanksystem' },
    subject: { kind: 'operation', id: 'GET /api/v1/identifications/{id}/evidence' },
    payload: { code: 'not_permitted', count: 214 },
  },
  {
    action: 'person.viewed',
    actor: { kind: 'user', id: id('6'), name: null },
    subject: { kind: 'identification', id: id('4') },
    payload: null,
  },
  {
    action: 'retention.changed',
    actor: person,
    subject: { kind: 'contract', id: id('3') },
    payload: { from: 60, to: 30, moved: 12 },
  },
  {
    action: 'identification.purged',
    actor: { kind: 'service', id: 'retention', name: null },
    subject: { kind: 'identification', id: id('4') },
    payload: { receiptId: id('7'), erased: 14 },
  },
].map((event, index) => ({
  ...(event as Omit<AuditEventView, 'sequence' | 'at'>),
  sequence: 1204 - index,
  at: inDays(-index / 50),
}));

const Audit = ({ now }: { now: Verifying }) => (
  <Console route="audit" as={own}>
    <AuditView
      audit={{
        page: loaded({ items: events, next: 1154 }),
        verifying: createStore({ now }),
        exporting: createStore({ hasFailed: false }),
        search: nothing,
        turn: nothing,
        verify: () => Promise.resolve(),
        save: () => Promise.resolve(),
      }}
    />
  </Console>
);
const verified = { organisationId: id('2'), at: inDays(0), events: 1204, erased: 14 };

const key: ApiKeyView = {
  id: id('5'),
  label: 'Kernbanksystem',
  scopes: ['identifications:order', 'identifications:read'],
  createdAt: inDays(-200),
  expiresAt: inDays(165),
  lastUsedAt: inDays(-0.1),
  revokedAt: null,
  successorId: null,
};
const keys: ApiKeyView[] = [
  key,
  {
    ...key,
    id: id('6'),
    label: 'Archiv',
    scopes: ['evidence:read'],
    expiresAt: inDays(12),
    lastUsedAt: null,
  },
  {
    ...key,
    id: id('7'),
    label: 'Archiv',
    scopes: ['evidence:read'],
    expiresAt: inDays(5),
    successorId: id('6'),
  },
  { ...key, id: id('8'), label: 'Pilot', revokedAt: inDays(-20) },
];
const Keys = ({ children = null }: { children?: ReactNode }) => (
  <Console route="api_keys" as={own}>
    <ApiKeysView keys={loaded(keys)} />
    {children}
  </Console>
);

/** Audit trail and API keys. */
const Contracts = ({ children }: { children: ReactNode }) => (
  <Console route="contracts" as={own}>
    <Page title={contract.name} state="contracts">
      {children}
    </Page>
  </Console>
);

export const recordStates: Record<string, () => ReactNode> = {
  audit: () => <Audit now={{ status: 'idle', result: null }} />,
  'audit-whole': () => <Audit now={{ status: 'done', result: { ...verified, damage: [] } }} />,
  'audit-damaged': () => (
    <Audit
      now={{
        status: 'done',
        result: {
          ...verified,
          damage: [
            { sequence: 17, kind: 'payload_changed' },
            { sequence: 203, kind: 'removed' },
          ],
        },
      }}
    />
  ),
  'audit-event': () => (
    <>
      <Audit now={{ status: 'idle', result: null }} />
      {events[3] ? <EventDialog event={events[3]} onClose={nothing} /> : null}
    </>
  ),
  'api-keys': () => <Keys />,
  'api-keys-new': () => (
    <Keys>
      <NewKeyDialog {...acting} onMake={nothing} />
    </Keys>
  ),
  'api-keys-replace': () => (
    <Keys>
      <ReplaceDialog apiKey={key} {...acting} onMake={nothing} />
    </Keys>
  ),
  'api-keys-unconfirmed': () => (
    <Keys>
      <ReplaceDialog apiKey={key} {...acting} failure="confirmation_required" onMake={nothing} />
    </Keys>
  ),
  'api-keys-late': () => (
    <Keys>
      <ReplaceDialog apiKey={key} {...acting} failure="wrong_state" onMake={nothing} />
    </Keys>
  ),
  'api-keys-shown': () => (
    <Keys>
      <ShownKeyDialog value={`vv_${'Zq7'.repeat(14)}x`} onClose={nothing} />
    </Keys>
  ),
  'contract-retention': () => (
    <Contracts>
      <RetentionDialog contract={contract} onChanged={nothing} onClose={nothing} />
    </Contracts>
  ),
  'contract-passkeys': () => (
    <Contracts>
      <PasskeysDialog contract={contract} onChanged={nothing} onClose={nothing} />
    </Contracts>
  ),
};
