import { listDevices, type ManagedDevice, type Transaction } from '@visavis/db';
import type { DeviceAdminView } from '@visavis/protocol';
import { orNotFound } from '../../refused.ts';

export const viewManagedDevice = (row: ManagedDevice): DeviceAdminView => ({
  id: row.id,
  person: { id: row.userId, name: row.name },
  role: row.role,
  status: row.status,
  publicKey: row.publicKey,
  requestedAt: row.requestedAt.toISOString(),
  approvedAt: row.approvedAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
  certificates: row.certificates,
});

/** As it is now. @throws Refused `not_found` */
export const viewDeviceAgain = async (
  transaction: Transaction,
  organisationId: string,
  deviceId: string,
): Promise<DeviceAdminView> => {
  const [row] = await listDevices(transaction, organisationId, deviceId);
  return viewManagedDevice(orNotFound(row));
};
