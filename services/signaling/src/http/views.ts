import type {
  Contract,
  Device,
  Identification,
  Passkey,
  PersonsSession,
  StaffUser,
  StoredReceipt,
} from '@visavis/db';
import {
  contractView,
  identificationView,
  type DeviceView,
  type OwnSession,
  type PasskeyView,
  type SessionView,
} from '@visavis/protocol';
import type { Request } from 'express';
import type { z } from 'zod';
import { storedSession } from '../access/session-store.ts';

const iso = (date: Date): string => date.toISOString();
const isoOrNull = (date: Date | null): string | null => date?.toISOString() ?? null;

/** Parsed: a row with a ruleset or reason that the contract does not know is a fault of ours. */
export const viewIdentification = (row: Identification): z.infer<typeof identificationView> =>
  identificationView.parse({
    id: row.id,
    contractId: row.contractId,
    state: row.state,
    reason: row.reason,
    language: row.language,
    ruleset: { id: row.ruleset, version: row.rulesetVersion },
    createdAt: iso(row.createdAt),
    linkExpiresAt: iso(row.linkExpiresAt),
    endedAt: isoOrNull(row.endedAt),
    dueAt: isoOrNull(row.dueAt),
    acknowledgedAt: isoOrNull(row.acknowledgedAt),
    attempts: row.attempts,
  });

export const viewContract = (row: Contract): z.infer<typeof contractView> =>
  contractView.parse({
    id: row.id,
    name: row.name,
    purpose: row.purpose,
    ruleset: { id: row.ruleset, version: row.rulesetVersion },
    retentionDays: row.retentionDays,
    purgeOnAcknowledge: row.purgeOnAcknowledge,
    passkeyRequired: row.passkeyRequired,
    status: row.status,
    recipientList: row.recipientList,
    liveAt: isoOrNull(row.liveAt),
  });

export const viewDevice = ({ id, role, status }: Device, tenants: DeviceView['tenants']): DeviceView => ({
  id,
  role,
  status,
  tenants,
});

export const viewSession = (
  user: StaffUser,
  { session }: Request,
  customerOrigin: string,
  secondsLeft: number,
  news: SessionView['news'] = null,
): SessionView => ({
  user: { id: user.id, name: user.name, email: user.email, roles: user.roles },
  organisation: { id: user.organisationId, kind: user.organisationKind, name: user.organisationName },
  customerOrigin,
  mustChangePassword: user.passwordMustChange,
  shouldEnrol: session.secondFactor === 'recovery_code',
  news,
  secondsLeft,
});

export const viewOwnSession = ({ handle, data, createdAt, seenAt, isThis }: PersonsSession): OwnSession => ({
  id: handle,
  place: storedSession.safeParse(data).data?.begunAt ?? null,
  begunAt: iso(createdAt),
  usedAt: iso(seenAt),
  isThis,
});

export const viewPasskey = ({ id, name, isSynced, createdAt, usedAt }: Passkey): PasskeyView => ({
  id,
  name,
  isSynced,
  createdAt: iso(createdAt),
  usedAt: isoOrNull(usedAt),
});

/** As `verifyReceipt` reads it. */
export const viewReceipt = (row: StoredReceipt) => ({
  id: row.id,
  identificationId: row.identificationId,
  deletedAt: iso(row.deletedAt),
  receipt: { v: 1, leaf: row.leaf, path: row.path, root: row.root },
});
