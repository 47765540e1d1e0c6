import { verifyCertificate } from '@visavis/e2ee';
import {
  addAuditEvent,
  certifyDevice as storeCertificate,
  findDevice,
  findStaff,
  findTenant,
  type Actor,
  type Device,
  type Transaction,
} from '@visavis/db';
import type { Role } from '@visavis/protocol';
import { orNotFound, Refused } from '../http/refused.ts';
import { nowSeconds, refusing, rootOf } from './refusing.ts';

/** As certificates name the roles. */
const roleOf: Record<string, Role> = {
  agent: 'agent',
  supervisor: 'supervisor',
  compliance: 'compliance',
  admin: 'administrator',
};

/**
 * Stores a device's certificate after verifying it against the tenant's root: for this key, this person, and the role
 * that was asked for, which they must have.
 * @throws Refused `not_found`, `device_not_certified`
 */
export async function certifyDevice(
  transaction: Transaction,
  deviceId: string,
  certificate: string,
  actor: Actor,
): Promise<Device> {
  const device = orNotFound(await findDevice(transaction, deviceId));
  const tenant = orNotFound(await findTenant(transaction, device.tenantId));
  const person = orNotFound(await findStaff(transaction, device.userId));
  const certified = await refusing(
    'device_not_certified',
    'certificate',
    verifyCertificate(certificate, await rootOf(tenant), { tenant: tenant.id, now: nowSeconds() }),
  );
  const role = roleOf[certified.role];
  if (certified.device.x !== device.publicKey.x || certified.device.y !== device.publicKey.y)
    throw new Refused('device_not_certified', 'device');
  if (role !== device.role) throw new Refused('device_not_certified', 'role');
  if (certified.person !== person.id || !person.roles.includes(role))
    throw new Refused('device_not_certified', 'person');
  if (!(await storeCertificate(transaction, device.id, certificate)))
    throw new Refused('device_not_certified', 'status');
  await addAuditEvent(transaction, {
    tenantId: tenant.id,
    actor,
    action: 'device.certified',
    subject: { kind: 'device', id: device.id },
    payload: { role },
  });
  return { ...device, status: 'certified', certificate };
}
