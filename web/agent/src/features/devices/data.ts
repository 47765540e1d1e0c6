import { deviceFingerprint, importVerifyKey, matchesFingerprint } from '@visavis/e2ee';
import type { DeviceAdminView } from '@visavis/protocol';
import { ApiError, callApi } from '../../api/client.ts';

/** `fingerprint`: computed here; only of devices that wait no longer, so that nobody copies it to approve one. */
export type ListedDevice = DeviceAdminView & { fingerprint: string | null };

export async function listDevices(): Promise<ListedDevice[]> {
  const { items } = await callApi('listDevices', {});
  return Promise.all(
    items.map(async device => ({
      ...device,
      fingerprint:
        device.status === 'requested'
          ? null
          : await deviceFingerprint(await importVerifyKey(device.publicKey)),
    })),
  );
}

/**
 * Compared here, with the key as the list has it, and again by the server: a server that lists one key and approves
 * another has to lie twice, and the tenant's root signs neither.
 * @throws ApiError
 */
export async function approve({ id, publicKey }: ListedDevice, fingerprint: string): Promise<void> {
  const isTheirs = await matchesFingerprint(await importVerifyKey(publicKey), fingerprint);
  if (!isTheirs) throw new ApiError('fingerprint_differs');
  await callApi('approveDevice', { id, body: { fingerprint } });
}
