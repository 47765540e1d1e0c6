import type { PublicJwk, Role } from '@visavis/protocol';
import type { Queryable } from './connect.ts';

export type Device = {
  id: string;
  tenantId: string;
  userId: string;
  publicKey: PublicJwk;
  /** What its certificate is for: a person with two roles has a key for each. */
  role: Role;
  status: 'requested' | 'certified' | 'revoked';
  certificate: string | null;
};

const columns = (sql: Queryable) => sql`id, tenant_id, user_id, public_key, role, status, certificate`;

export async function findDevice(sql: Queryable, deviceId: string): Promise<Device | undefined> {
  const [row] = await sql<Device[]>`select ${columns(sql)} from device where id = ${deviceId}`;
  return row;
}

/** The same key of the same user is the same device, with the role it was first asked for. */
export async function registerDevice(
  sql: Queryable,
  device: Pick<Device, 'tenantId' | 'userId' | 'publicKey' | 'role'>,
): Promise<Device> {
  // the update changes nothing and makes the row come back
  const [row] = await sql<Device[]>`
    insert into device (tenant_id, user_id, public_key, role)
    values (${device.tenantId}, ${device.userId}, ${JSON.stringify(device.publicKey)}::text::jsonb, ${device.role})
    on conflict (user_id, public_key) do update set user_id = excluded.user_id
    returning ${columns(sql)}`;
  if (!row) throw new Error('insert returned nothing');
  return row;
}

/** A revoked device stays revoked. */
export async function certifyDevice(sql: Queryable, deviceId: string, certificate: string): Promise<boolean> {
  const certified = await sql`
    update device set status = 'certified', certificate = ${certificate}, certified_at = now()
    where id = ${deviceId} and status <> 'revoked'`;
  return certified.count === 1;
}

/** Devices that wait for a certificate of this role, with the name the certificate will show. */
export async function listRequestedDevices(
  sql: Queryable,
  tenantId: string,
  role: Role,
): Promise<(Device & { name: string })[]> {
  return sql<(Device & { name: string })[]>`
    select d.id, d.tenant_id, d.user_id, d.public_key, d.role, d.status, d.certificate, u.name
    from device d join app_user u on u.id = d.user_id
    where d.tenant_id = ${tenantId} and d.status = 'requested' and d.role = ${role}
    order by d.requested_at`;
}
