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

/** Until the transaction ends nobody else approves or revokes it. */
export async function lockDevice(sql: Queryable, deviceId: string): Promise<Device | undefined> {
  const [row] = await sql<Device[]>`select ${columns(sql)} from device where id = ${deviceId} for update`;
  return row;
}

/** For good. Who waits with it for a call waits no longer; every process is told. */
export async function revokeDevice(sql: Queryable, deviceId: string): Promise<void> {
  await sql`
    update device set status = 'revoked', revoked_at = now() where id = ${deviceId} and status <> 'revoked'`;
  await sql`update agent_presence set status = 'paused' where device_id = ${deviceId} and status = 'ready'`;
}

/** What goes on with a device: consoles by connection, calls that it leads, and calls that it watches. */
export type DeviceUse = { connections: string[]; attempts: string[]; supervisions: string[] };

export async function findDeviceUse(sql: Queryable, deviceId: string): Promise<DeviceUse> {
  const [use] = await sql<[DeviceUse]>`
    select
      array(
        select connection_id::text from agent_presence where device_id = ${deviceId} and connection_id is not null
        union
        select connection_id::text from attempt_supervision where device_id = ${deviceId} and connection_id is not null
      ) as connections,
      array(
        select id::text from attempt where device_id = ${deviceId} and state in ('offered', 'active')
      ) as attempts,
      array(select attempt_id::text from attempt_supervision where device_id = ${deviceId}) as supervisions`;
  return use;
}

/** Revoked devices with which calls go on. */
export async function findRevokedInCalls(sql: Queryable): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select d.id from device d join attempt a on a.device_id = d.id
    where d.status = 'revoked' and a.state in ('offered', 'active')
    union select d.id from device d join attempt_supervision s on s.device_id = d.id where d.status = 'revoked'`;
  return rows.map(({ id }) => id);
}

export type ManagedDevice = Device & {
  name: string;
  requestedAt: Date;
  approvedAt: Date | null;
  revokedAt: Date | null;
  certificates: { tenantName: string; expiresAt: string }[];
};

/** Of an organisation's people, or the one named; what waits comes first, then the newest. */
export async function listDevices(
  sql: Queryable,
  organisationId: string,
  deviceId?: string,
): Promise<ManagedDevice[]> {
  return sql<ManagedDevice[]>`
    select d.id, d.organisation_id, d.user_id, d.public_key, d.role, d.status, u.name, d.requested_at, d.approved_at,
      d.revoked_at, coalesce((
        select jsonb_agg(jsonb_build_object('tenantName', o.name, 'expiresAt',
          to_char(c.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by o.name, o.id)
        from device_certificate c join organisation o on o.id = c.tenant_id where c.device_id = d.id
      ), '[]') as certificates
    from device d join app_user u on u.id = d.user_id
    where d.organisation_id = ${organisationId} and (${deviceId ?? null}::uuid is null or d.id = ${deviceId ?? null})
    order by d.status <> 'requested', d.status = 'revoked', d.requested_at desc, d.id`;
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
  certified: { deviceId: string; tenantId: string; certificate: string; expiresAt: Date },
): Promise<void> {
  const { deviceId, tenantId, certificate, expiresAt } = certified;
  await sql`
    insert into device_certificate (device_id, tenant_id, certificate, expires_at)
    values (${deviceId}, ${tenantId}, ${certificate}, ${expiresAt})
    on conflict (device_id, tenant_id) do update set
      certificate = excluded.certificate, certified_at = now(), expires_at = excluded.expires_at`;
}
