import type { DeviceRole, DeviceTenant, DeviceView, PublicJwk, Role } from '@visavis/protocol';
import type { Queryable } from './connect.ts';

/** A person's key for one role: who has two roles has a key for each. */
export type Device = {
  id: string;
  organisationId: string;
  userId: string;
  publicKey: PublicJwk;
  role: DeviceRole;
  status: 'requested' | 'approved' | 'revoked';
};

const columns = (sql: Queryable) => sql`id, organisation_id, user_id, public_key, role, status`;

export async function findDevice(sql: Queryable, deviceId: string): Promise<Device | undefined> {
  const [row] = await sql<Device[]>`select ${columns(sql)} from device where id = ${deviceId}`;
  return row;
}

/** The same key of the same user is the same device, with the role it was first asked for. */
export async function registerDevice(
  sql: Queryable,
  device: Pick<Device, 'organisationId' | 'userId' | 'publicKey' | 'role'>,
): Promise<Device> {
  // the update changes nothing and makes the row come back
  const [row] = await sql<Device[]>`
    insert into device (organisation_id, user_id, public_key, role)
    values (${device.organisationId}, ${device.userId}, ${JSON.stringify(device.publicKey)}::text::jsonb, ${device.role})
    on conflict (user_id, public_key) do update set user_id = excluded.user_id
    returning ${columns(sql)}`;
  if (!row) throw new Error('insert returned nothing');
  return row;
}

/** @returns undefined unless it was requested */
export async function approveDevice(sql: Queryable, deviceId: string): Promise<Device | undefined> {
  const [approved] = await sql<Device[]>`
    update device set status = 'approved', approved_at = now()
    where id = ${deviceId} and status = 'requested' returning ${columns(sql)}`;
  return approved;
}

/** Tenants that the organisation works for. Within the organisation. */
export async function tenantsOf(sql: Queryable, organisationId: string): Promise<DeviceTenant[]> {
  return sql<DeviceTenant[]>`
    select t.id, o.name, t.root_key from tenant t join organisation o on o.id = t.id
    where works_for(${organisationId}, t.id) order by o.name, t.id`;
}

/** The same, with their certificates for the device of somebody there. */
export async function tenantsOfDevice(sql: Queryable, device: Device): Promise<DeviceView['tenants']> {
  return sql<DeviceView['tenants']>`
    select t.id, o.name, t.root_key, c.certificate
    from tenant t join organisation o on o.id = t.id
    left join device_certificate c on c.tenant_id = t.id and c.device_id = ${device.id}
    where works_for(${device.organisationId}, t.id)
    order by o.name, t.id`;
}

/** A device of somebody who works for the tenant, as the tenant sees it. */
export type DeviceAtTenant = Device & {
  tenantId: string;
  organisationName: string;
  name: string;
  roles: Role[];
  requestedAt: Date;
  certificate: string | null;
  certifiedAt: Date | null;
};

const columnsAtTenant = (sql: Queryable) => sql`
  tenant_id, id, organisation_id, organisation_name, user_id, name, roles, public_key, role, status, requested_at,
  certificate, certified_at`;

/** Within the tenant (`asTenant`): nobody else sees a row. */
export async function findDeviceAtTenant(
  sql: Queryable,
  deviceId: string,
): Promise<DeviceAtTenant | undefined> {
  const [row] = await sql<DeviceAtTenant[]>`
    select ${columnsAtTenant(sql)} from device_at_tenant where id = ${deviceId}`;
  return row;
}

/** Within the tenant: devices without its certificate that were not revoked, oldest first. */
export async function listUncertifiedDevices(sql: Queryable): Promise<DeviceAtTenant[]> {
  return sql<DeviceAtTenant[]>`
    select ${columnsAtTenant(sql)} from device_at_tenant
    where certificate is null and status <> 'revoked' order by requested_at, id`;
}

/** A renewed certificate replaces the one before. The database refuses it for a device that is not approved. */
export async function storeCertificate(
  sql: Queryable,
  { deviceId, tenantId, certificate }: { deviceId: string; tenantId: string; certificate: string },
): Promise<void> {
  await sql`
    insert into device_certificate (device_id, tenant_id, certificate)
    values (${deviceId}, ${tenantId}, ${certificate})
    on conflict (device_id, tenant_id) do update set certificate = excluded.certificate, certified_at = now()`;
}
