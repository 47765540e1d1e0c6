import type { SessionView, SiteView, TrainedPerson } from '@visavis/protocol';
import type { ReactNode } from 'react';
import type { ListedDevice } from '../src/features/devices/data.ts';
import { ApproveDialog, RevokeDialog } from '../src/features/devices/dialogs.tsx';
import { DevicesView } from '../src/features/devices/page.tsx';
import { RemoveDialog, SiteDialog } from '../src/features/sites/dialogs.tsx';
import { SitesView } from '../src/features/sites/page.tsx';
import { rowsOf } from '../src/features/training/data.ts';
import { EnterDialog } from '../src/features/training/dialog.tsx';
import { TrainingView } from '../src/features/training/page.tsx';
import { acting, Console, inDays, loaded, nothing } from './console.tsx';
import { id, session } from './example.ts';

const own: SessionView = { ...session, user: { ...session.user, roles: ['administrator'] } };

const x = 'A'.repeat(64);
const device: ListedDevice = {
  id: id('1'),
  person: { id: id('2'), name: 'Anna Berger' },
  role: 'agent',
  status: 'approved',
  publicKey: { kty: 'EC', crv: 'P-384', x, y: x },
  fingerprint: '4c1f-09ab-77e2-d05c-8b3e-61fa-2290-c7d4',
  requestedAt: inDays(-40),
  approvedAt: inDays(-40),
  revokedAt: null,
  certificates: [
    { tenantName: 'Example Bank', expiresAt: inDays(140) },
    { tenantName: 'Sparkasse Musterstadt', expiresAt: inDays(12) },
  ],
};
const waiting: ListedDevice = {
  ...device,
  id: id('3'),
  person: { id: id('4'), name: 'Jonas Wetterstein-Hohenfels' },
  status: 'requested',
  fingerprint: null,
  requestedAt: inDays(-0.02),
  approvedAt: null,
  certificates: [],
};
const devices: ListedDevice[] = [
  waiting,
  device,
  {
    ...device,
    id: id('5'),
    person: { id: id('6'), name: 'Sam Aydın' },
    role: 'supervisor',
    certificates: [],
  },
  { ...device, id: id('7'), status: 'revoked', requestedAt: inDays(-300), revokedAt: inDays(-40) },
];
const Devices = ({ children = null }: { children?: ReactNode }) => (
  <Console route="devices" as={own}>
    <DevicesView devices={loaded(devices)} />
    {children}
  </Console>
);

const site: SiteView = {
  id: id('1'),
  name: 'Berlin, Heidestraße',
  ranges: ['203.0.113.0/24', '2001:db8:17::/48'],
  attestations: ['alone_in_closed_room', 'two_factor_door'],
};
const sites: SiteView[] = [
  site,
  { ...site, id: id('2'), name: 'Köln', ranges: ['198.51.100.7/32'], attestations: ['alone_in_closed_room'] },
];
const address = '203.0.113.81';
const Sites = ({ items = sites, children = null }: { items?: SiteView[]; children?: ReactNode }) => (
  <Console route="sites" as={own}>
    <SitesView sites={loaded({ items, address })} />
    {children}
  </Console>
);

const trained = (last: string, name: string, days?: number): TrainedPerson => ({
  id: id(last),
  name,
  trainings:
    days === undefined
      ? []
      : [
          {
            ruleset: 'basic',
            validUntil: inDays(days).slice(0, 10),
            enteredBy: 'Ada Administrator',
            enteredAt: inDays(-60),
          },
        ],
});
const people = [
  trained('1', 'Anna Berger', 210),
  trained('2', 'Jonas Wetterstein-Hohenfels', 12),
  trained('3', 'Mira Okafor', -3),
  trained('4', 'Sam Aydın'),
];
const [, jonas] = rowsOf(people);
const Training = ({ children = null }: { children?: ReactNode }) => (
  <Console route="training" as={own}>
    <TrainingView people={loaded(people)} />
    {children}
  </Console>
);

/** What people work with and where: for administrators. */
export const workplaceStates: Record<string, () => ReactNode> = {
  devices: () => <Devices />,
  'devices-approve': () => (
    <Devices>
      <ApproveDialog {...acting} device={waiting} onApprove={nothing} />
    </Devices>
  ),
  'devices-differs': () => (
    <Devices>
      <ApproveDialog {...acting} failure="fingerprint_differs" device={waiting} onApprove={nothing} />
    </Devices>
  ),
  'devices-revoke': () => (
    <Devices>
      <RevokeDialog {...acting} device={device} onRevoke={nothing} />
    </Devices>
  ),
  sites: () => <Sites />,
  'sites-none': () => <Sites items={[]} />,
  'sites-new': () => (
    <Sites items={[]}>
      <SiteDialog {...acting} isFirst address={address} onSave={nothing} />
    </Sites>
  ),
  'sites-change': () => (
    <Sites>
      <SiteDialog
        {...acting}
        failure="conflict"
        site={site}
        isFirst={false}
        address={address}
        onSave={nothing}
      />
    </Sites>
  ),
  'sites-remove': () => (
    <Sites>
      <RemoveDialog {...acting} site={site} isLast onRemove={nothing} />
    </Sites>
  ),
  training: () => <Training />,
  'training-enter': () => (
    <Training>{jonas ? <EnterDialog {...acting} row={jonas} onEnter={nothing} /> : null}</Training>
  ),
};
