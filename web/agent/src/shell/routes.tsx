import { isPermitted, type Action, type SessionView } from '@visavis/protocol';
import {
  ArchiveIcon,
  DeviceIcon,
  DocumentIcon,
  EyeIcon,
  GlobeIcon,
  KeyIcon,
  ListIcon,
  PlusIcon,
  QueueIcon,
  ShieldIcon,
  SiteIcon,
  TrainingIcon,
  TrashIcon,
  UnlockIcon,
  UserIcon,
  UsersIcon,
} from '@visavis/ui';
import type { ReactNode } from 'react';

export const routeIds = [
  'calls',
  'floor',
  'identifications',
  'contracts',
  'due',
  'receipts',
  'audit',
  'users',
  'organisations',
  'contract_grants',
  'api_keys',
  'devices',
  'sites',
  'training',
  'order',
  'account',
] as const;
export type RouteId = (typeof routeIds)[number];

type Route = { id: RouteId; icon: ReactNode; action: Action };

/** In the order of the navigation. What a role may do is decided by the server; this only hides what it would refuse. */
const routes: readonly Route[] = [
  { id: 'calls', icon: <QueueIcon />, action: 'identify' },
  { id: 'floor', icon: <EyeIcon />, action: 'supervise' },
  { id: 'order', icon: <PlusIcon />, action: 'order' },
  { id: 'identifications', icon: <ListIcon />, action: 'list_identifications' },
  { id: 'contracts', icon: <DocumentIcon />, action: 'manage_recipients' },
  { id: 'due', icon: <TrashIcon />, action: 'see_deletions' },
  { id: 'receipts', icon: <ArchiveIcon />, action: 'see_deletions' },
  { id: 'audit', icon: <ShieldIcon />, action: 'see_audit' },
  { id: 'users', icon: <UsersIcon />, action: 'manage_users' },
  { id: 'organisations', icon: <GlobeIcon />, action: 'manage_organisations' },
  { id: 'contract_grants', icon: <UnlockIcon />, action: 'grant_contracts' },
  { id: 'api_keys', icon: <KeyIcon />, action: 'manage_api_keys' },
  { id: 'devices', icon: <DeviceIcon />, action: 'manage_devices' },
  { id: 'sites', icon: <SiteIcon />, action: 'manage_sites' },
  { id: 'training', icon: <TrainingIcon />, action: 'manage_training' },
  { id: 'account', icon: <UserIcon />, action: 'manage_own_account' },
];

export const mayDo = ({ user, organisation }: SessionView, action: Action): boolean =>
  isPermitted({ roles: user.roles, organisationKind: organisation.kind }, action);

export const routesFor = (session: SessionView): Route[] =>
  routes.filter(({ action }) => mayDo(session, action));
