import { deviceFingerprint, importVerifyKey } from '@visavis/e2ee';
import type { DeviceAdminView } from '@visavis/protocol';
import { callApi } from '../../api/client.ts';

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

const day = 86_400_000;

/** A certificate that is over, or soon will be. */
export function endingOf(expiresAt: string, now: number): 'good' | 'soon' | 'over' {
  const left = Date.parse(expiresAt) - now;
  if (left <= 0) return 'over';
  return left < 30 * day ? 'soon' : 'good';
}
