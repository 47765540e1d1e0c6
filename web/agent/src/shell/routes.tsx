import type { Role } from '@visavis/protocol';
import { ArchiveIcon, DocumentIcon, EyeIcon, ListIcon, PlusIcon, QueueIcon, TrashIcon } from '@visavis/ui';
import type { ReactNode } from 'react';

export const routeIds = [
  'calls',
  'floor',
  'identifications',
  'contracts',
  'due',
  'receipts',
  'order',
] as const;
export type RouteId = (typeof routeIds)[number];

type Route = { id: RouteId; icon: ReactNode; roles: readonly Role[] };

/** In the order of the navigation. What a role may do is decided by the server; this only hides what it would refuse. */
const routes: readonly Route[] = [
  { id: 'calls', icon: <QueueIcon />, roles: ['agent'] },
  { id: 'floor', icon: <EyeIcon />, roles: ['supervisor'] },
  { id: 'order', icon: <PlusIcon />, roles: ['administrator', 'supervisor', 'compliance'] },
  { id: 'identifications', icon: <ListIcon />, roles: ['administrator', 'supervisor', 'compliance'] },
  { id: 'contracts', icon: <DocumentIcon />, roles: ['compliance'] },
  { id: 'due', icon: <TrashIcon />, roles: ['compliance'] },
  { id: 'receipts', icon: <ArchiveIcon />, roles: ['compliance'] },
];

export const routesFor = (roles: readonly Role[]): Route[] =>
  routes.filter(route => route.roles.some(role => roles.includes(role)));
