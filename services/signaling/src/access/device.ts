import {
  addAuditEvent,
  approveDevice as approve,
  lockDevice,
  revokeDevice as revoke,
  type Actor,
  type Transaction,
} from '@visavis/db';
import { importVerifyKey, matchesFingerprint } from '@visavis/e2ee';
import { orNotFound, Refused } from '../http/refused.ts';

/**
 * Approves the device whose key has the fingerprint that its person read out: so the person and the device are the ones
 * that are meant, and no other key was slipped in.
 * @param transaction that sees the device
 * @throws Refused `not_found`, `wrong_state` unless it was requested, `fingerprint_differs`
 */
export async function approveDevice(
  transaction: Transaction,
  deviceId: string,
  fingerprint: string,
  actor: Actor,
): Promise<void> {
  const device = orNotFound(await lockDevice(transaction, deviceId));
  if (device.status !== 'requested') throw new Refused('wrong_state');
  if (!(await matchesFingerprint(await importVerifyKey(device.publicKey), fingerprint)))
    throw new Refused('fingerprint_differs', 'fingerprint');
  await approve(transaction, deviceId);
  await addAuditEvent(transaction, {
    organisationId: device.organisationId,
    actor,
    action: 'device.approved',
    subject: { kind: 'device', id: deviceId },
    payload: { role: device.role },
  });
}

/**
 * Ends a device for good: its consoles and calls in every process, and whatever its key signs from now on. Repeatable.
 * @param transaction that sees the device
 * @throws Refused `not_found`
 */
export async function revokeDevice(transaction: Transaction, deviceId: string, actor: Actor): Promise<void> {
  const device = orNotFound(await lockDevice(transaction, deviceId));
  if (device.status === 'revoked') return;
  await revoke(transaction, deviceId);
  await addAuditEvent(transaction, {
    organisationId: device.organisationId,
    actor,
    action: 'device.revoked',
    subject: { kind: 'device', id: deviceId },
    payload: { role: device.role, was: device.status },
  });
}
