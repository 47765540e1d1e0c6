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

type Route = { icon: ReactNode; action: Action };

/** In the order of the navigation. What a role may do is decided by the server; this only hides what it would refuse. */
export const routes = {
  calls: { icon: <QueueIcon />, action: 'identify' },
  floor: { icon: <EyeIcon />, action: 'supervise' },
  order: { icon: <PlusIcon />, action: 'order' },
  identifications: { icon: <ListIcon />, action: 'list_identifications' },
  contracts: { icon: <DocumentIcon />, action: 'manage_recipients' },
  due: { icon: <TrashIcon />, action: 'see_deletions' },
  receipts: { icon: <ArchiveIcon />, action: 'see_deletions' },
  audit: { icon: <ShieldIcon />, action: 'see_audit' },
  users: { icon: <UsersIcon />, action: 'manage_users' },
  organisations: { icon: <GlobeIcon />, action: 'manage_organisations' },
  contract_grants: { icon: <UnlockIcon />, action: 'grant_contracts' },
  api_keys: { icon: <KeyIcon />, action: 'manage_api_keys' },
  devices: { icon: <DeviceIcon />, action: 'manage_devices' },
  sites: { icon: <SiteIcon />, action: 'manage_sites' },
  training: { icon: <TrainingIcon />, action: 'manage_training' },
  account: { icon: <UserIcon />, action: 'manage_own_account' },
} as const satisfies Record<string, Route>;

export type RouteId = keyof typeof routes;
export const routeIds = Object.keys(routes) as RouteId[];

export const mayDo = ({ user, organisation }: SessionView, action: Action): boolean =>
  isPermitted({ roles: user.roles, organisationKind: organisation.kind }, action);

export const routesFor = (session: SessionView): RouteId[] =>
  routeIds.filter(id => mayDo(session, routes[id].action));
