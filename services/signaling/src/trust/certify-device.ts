import { verifyCertificate } from '@visavis/e2ee';
import {
  addAuditEvent,
  findDeviceAtTenant,
  findTenant,
  storeCertificate,
  type Actor,
  type DeviceAtTenant,
  type Transaction,
} from '@visavis/db';
import type { Role } from '@visavis/protocol';
import { orNotFound, Refused } from '../http/refused.ts';
import { nowSeconds, refusing, rootOf } from './refusing.ts';

/** Of the year 9999: further than dates go. */
const lastSecond = 253_402_300_799;

/** As certificates name the roles. */
const roleOf: Record<string, Role> = {
  agent: 'agent',
  supervisor: 'supervisor',
  compliance: 'compliance',
  admin: 'administrator',
};

/**
 * Stores a tenant's certificate for a device of somebody who works for it, after verifying it against the tenant's root:
 * for this key, this person, and the role that was asked for, which they must have.
 * @param transaction of this tenant
 * @throws Refused `not_found`, `device_not_certified`
 */
export async function certifyDevice(
  transaction: Transaction,
  deviceId: string,
  certificate: string,
  actor: Actor,
): Promise<DeviceAtTenant> {
  const device = orNotFound(await findDeviceAtTenant(transaction, deviceId));
  const tenant = orNotFound(await findTenant(transaction, device.tenantId));
  const certified = await refusing(
    'device_not_certified',
    'certificate',
    verifyCertificate(certificate, await rootOf(tenant), { tenant: tenant.id, now: nowSeconds() }),
  );
  const role = roleOf[certified.role];
  if (certified.device.x !== device.publicKey.x || certified.device.y !== device.publicKey.y)
    throw new Refused('device_not_certified', 'device');
  if (role !== device.role) throw new Refused('device_not_certified', 'role');
  if (certified.person !== device.userId || !device.roles.includes(role))
    throw new Refused('device_not_certified', 'person');
  if (device.status !== 'approved') throw new Refused('device_not_certified', 'status');
  await storeCertificate(transaction, {
    deviceId: device.id,
    tenantId: tenant.id,
    certificate,
    expiresAt: new Date(Math.min(certified.expires, lastSecond) * 1000),
  });
  await addAuditEvent(transaction, {
    organisationId: tenant.id,
    actor,
    action: 'device.certified',
    subject: { kind: 'device', id: device.id },
    payload: { role },
  });
  return { ...device, certificate };
}
