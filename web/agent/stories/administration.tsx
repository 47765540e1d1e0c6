import type {
  ContractGrantsView as Contract,
  OrganisationView,
  SessionView,
  UserView,
} from '@visavis/protocol';
import { createStore } from '@visavis/call';
import type { ReactNode } from 'react';
import { GrantDialog } from '../src/features/contract-grants/grant-dialog.tsx';
import { NewContractDialog } from '../src/features/contract-grants/new-dialog.tsx';
import { ContractGrantsView } from '../src/features/contract-grants/page.tsx';
import { WithdrawDialog } from '../src/features/contract-grants/withdraw-dialog.tsx';
import { NewOrganisationDialog } from '../src/features/organisations/new-dialog.tsx';
import { OrganisationDialog } from '../src/features/organisations/organisation-dialog.tsx';
import { RootDialog } from '../src/features/organisations/root-dialog.tsx';
import { OrganisationsView } from '../src/features/organisations/page.tsx';
import type { Reminders } from '../src/features/reminders/data.ts';
import { DisableDialog, LinkDialog, ResetDialog, RolesDialog } from '../src/features/users/dialogs.tsx';
import { InviteDialog } from '../src/features/users/invite-dialog.tsx';
import { UsersView } from '../src/features/users/page.tsx';
import { UserDialog } from '../src/features/users/user-dialog.tsx';
import { acting, Console, inDays, loaded, nothing } from './console.tsx';
import { id, session } from './example.ts';

const operator = { id: id('0'), kind: 'operator', name: 'Videoident Betrieb GmbH' } as const;
const centre = { id: id('9'), kind: 'ident_centre', name: 'Ident-Center Leipzig' } as const;
const bank = { id: id('2'), kind: 'tenant', name: 'Sparkasse am Bodensee-Oberschwaben' } as const;

type Role = 'operator' | 'centre' | 'bank';

const sessions: Record<Role, SessionView> = {
  operator: { ...session, user: { ...session.user, roles: ['operator'] }, organisation: operator },
  centre: { ...session, user: { ...session.user, roles: ['administrator'] }, organisation: centre },
  bank: { ...session, user: { ...session.user, roles: ['administrator'] }, organisation: bank },
};

const user: UserView = {
  id: id('5'),
  organisation: centre,
  name: 'Erika Mustermann',
  email: 'erika.mustermann@ident-leipzig.example',
  roles: ['agent', 'supervisor'],
  state: 'active',
  lastSignInAt: inDays(-0.2),
};
const locked: UserView = {
  ...user,
  id: id('6'),
  name: 'Jörg Weiß',
  email: 'joerg.weiss@ident-leipzig.example',
  state: 'locked',
  roles: ['agent'],
};
const users: UserView[] = [
  {
    ...user,
    id: id('1'),
    name: 'Anna Berger',
    email: 'anna.berger@ident-leipzig.example',
    roles: ['administrator'],
  },
  user,
  locked,
  {
    ...user,
    id: id('7'),
    name: 'Ömer Aydın',
    email: 'oemer.aydin@ident-leipzig.example',
    state: 'invited',
    lastSignInAt: null,
    roles: ['agent'],
  },
  {
    ...user,
    id: id('8'),
    name: 'Lena Vogt',
    email: 'lena.vogt@ident-leipzig.example',
    state: 'link_expired',
    lastSignInAt: null,
    roles: ['agent'],
  },
  {
    ...user,
    id: id('4'),
    name: 'Karl-Theodor von Hohenstein-Waldenburg',
    email: 'karl-theodor.von.hohenstein-waldenburg@ident-leipzig.example',
    state: 'disabled',
  },
];
const places = [operator, bank, centre];

const Users = ({ as = 'centre', children = null }: { as?: Role; children?: ReactNode }) => (
  <Console route="users" as={sessions[as]}>
    <UsersView accounts={loaded({ users, places: as === 'operator' ? places : [centre] })} />
    {children}
  </Console>
);

const made = { resellerId: null, rootFingerprint: null, users: 12, createdAt: inDays(-40) };
const reseller: OrganisationView = { ...made, id: id('3'), kind: 'reseller', name: 'Partner Nord', users: 2 };
const company: OrganisationView = {
  ...made,
  ...bank,
  resellerId: reseller.id,
  rootFingerprint: '3f8a-91c2-0b7d-5e64-aa10-c9f3-72d8-4b15',
};
const organisations: OrganisationView[] = [
  { ...made, ...operator, users: 3 },
  reseller,
  company,
  { ...made, id: id('8'), kind: 'tenant', name: 'Neue Bank', users: 0 },
  { ...made, ...centre, users: 41 },
];
const Organisations = ({ children = null }: { children?: ReactNode }) => (
  <Console route="organisations" as={sessions.operator}>
    <OrganisationsView organisations={loaded(organisations)} />
    {children}
  </Console>
);

const granted = { organisationId: centre.id, name: centre.name, grantedAt: inDays(-30) };
const contract: Contract = {
  id: id('7'),
  tenant: { id: bank.id, name: bank.name },
  name: 'Kontoeröffnung',
  purpose: { de: 'Eröffnung eines Bankkontos', en: 'Opening a bank account' },
  ruleset: { id: 'basic', version: 1 },
  status: 'live',
  grants: [granted, { organisationId: id('8'), name: null, grantedAt: inDays(-2) }],
};
const contracts: Contract[] = [
  contract,
  { ...contract, id: id('6'), name: 'Ratenkredit', status: 'draft', grants: [] },
];
const Grants = ({ as = 'operator', children = null }: { as?: Role; children?: ReactNode }) => (
  <Console route="contract_grants" as={sessions[as]}>
    <ContractGrantsView
      grants={loaded({ contracts, organisations: as === 'operator' ? organisations : null })}
    />
    {children}
  </Console>
);

/** Accounts, organisations and contract grants. */
const reminders: Reminders = {
  state: createStore({
    items: [
      { id: '1', kind: 'api_key', name: 'Kernbanksystem', endsAt: inDays(9), route: 'api_keys' },
      { id: '2', kind: 'certificate', name: user.name, endsAt: inDays(12), route: 'devices' },
      { id: '3', kind: 'certificate', name: locked.name, endsAt: inDays(20), route: 'devices' },
      { id: '4', kind: 'certificate', name: 'Anna Berger', endsAt: inDays(28), route: 'devices' },
    ],
  }),
  hide: nothing,
};

export const administrationStates: Record<string, () => ReactNode> = {
  reminders: () => (
    <Console route="contract_grants" as={sessions.bank} reminders={reminders}>
      <ContractGrantsView grants={loaded({ contracts, organisations: null })} />
    </Console>
  ),
  users: () => <Users />,
  'users-operator': () => <Users as="operator" />,
  'users-one': () => (
    <Users>
      <UserDialog {...acting} user={user} isOwn={false} onAct={nothing} />
    </Users>
  ),
  'users-locked': () => (
    <Users>
      <UserDialog {...acting} user={locked} isOwn={false} onAct={nothing} />
    </Users>
  ),
  'users-own': () => (
    <Users>{users[0] ? <UserDialog {...acting} user={users[0]} isOwn onAct={nothing} /> : null}</Users>
  ),
  'users-invite': () => (
    <Users as="operator">
      <InviteDialog {...acting} places={places} failure="conflict" onInvite={nothing} />
    </Users>
  ),
  'users-invite-own': () => (
    <Users>
      <InviteDialog {...acting} places={[centre]} onInvite={nothing} />
    </Users>
  ),
  'users-roles': () => (
    <Users>
      <RolesDialog {...acting} user={user} failure="last_administrator" onSave={nothing} />
    </Users>
  ),
  'users-reset': () => (
    <Users>
      <ResetDialog {...acting} user={user} onReset={nothing} />
    </Users>
  ),
  'users-disable': () => (
    <Users>
      <DisableDialog {...acting} user={user} onDisable={nothing} />
    </Users>
  ),
  'users-link': () => (
    <Users>
      <LinkDialog
        name={user.name}
        link={`https://konsole.videoident.example/#/invitation/${'Zq7'.repeat(14)}x`}
        onClose={nothing}
      />
    </Users>
  ),
  organisations: () => <Organisations />,
  'organisations-one': () => (
    <Organisations>
      <OrganisationDialog organisation={company} onClose={nothing} onRename={nothing} onRoot={nothing} />
    </Organisations>
  ),
  'organisations-rootless': () => (
    <Organisations>
      <OrganisationDialog
        organisation={{ ...company, rootFingerprint: null }}
        onClose={nothing}
        onRename={nothing}
        onRoot={nothing}
      />
    </Organisations>
  ),
  'organisations-root': () => (
    <Organisations>
      <RootDialog {...acting} organisation={company} onEnter={nothing} />
    </Organisations>
  ),
  'organisations-new': () => (
    <Organisations>
      <NewOrganisationDialog {...acting} resellers={[reseller]} onCreate={nothing} />
    </Organisations>
  ),
  'contract-grants': () => <Grants />,
  'contract-grants-tenant': () => <Grants as="bank" />,
  'contract-grants-new': () => (
    <Grants>
      <NewContractDialog {...acting} tenants={[company]} onCreate={nothing} />
    </Grants>
  ),
  'contract-grants-grant': () => (
    <Grants as="bank">
      <GrantDialog {...acting} contract={contract} centres={null} onGrant={nothing} />
    </Grants>
  ),
  'contract-grants-withdraw': () => (
    <Grants>
      <WithdrawDialog {...acting} contract={contract} granted={granted} onWithdraw={nothing} />
    </Grants>
  ),
};
