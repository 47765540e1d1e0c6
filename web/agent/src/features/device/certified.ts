import { deviceFingerprint, E2eeError, importVerifyKey, verifyCertificate } from '@visavis/e2ee';
import type { DeviceView } from '@visavis/protocol';
import { ApiError, callApi } from '../../api/client.ts';
import type { DeviceState, DeviceTrouble, TenantTrust } from './data.ts';
import type { Pin, StoredDevice, Vault } from './vault.ts';

const pollMilliseconds = 2000;

const sameKey = (one: Pin['rootKey'], other: Pin['rootKey']): boolean =>
  one.x === other.x && one.y === other.y;

const outages = new Set(['offline', 'internal', 'too_many_requests']);
const isOutage = (error: unknown): boolean => error instanceof ApiError && outages.has(error.code);

export function troubleOf(error: unknown): DeviceTrouble {
  if (error instanceof ApiError) {
    if (error.code === 'not_found') return 'unknown_device';
    return error.code === 'offline' ? 'offline' : 'failed';
  }
  if (error instanceof E2eeError)
    return error.code === 'certificate_expired' ? 'certificate_expired' : 'certificate_invalid';
  return error instanceof DOMException ? 'storage' : 'failed';
}

type Certifying = DeviceView['tenants'][number] & { certificate: string };

/** @throws E2eeError when the certificate is not this device's, this person's, or not the root's */
async function certify(
  { name, certificate }: Certifying,
  stored: StoredDevice,
  pin: Pin,
): Promise<TenantTrust> {
  const root = await importVerifyKey(pin.rootKey);
  const now = Math.floor(Date.now() / 1000);
  const certified = await verifyCertificate(certificate, root, { tenant: pin.tenant, now });
  if (!sameKey(certified.device, stored.publicKey) || certified.person !== stored.user)
    throw new E2eeError('bad_certificate', 'of another device or person');
  if (certified.role !== stored.role) throw new E2eeError('bad_certificate', 'for another role');
  return { name, certificate, certified, pin, root };
}

/**
 * What the server's answer makes of the device; null while nobody has certified it. One tenant's certificate that does
 * not hold keeps nobody from working for the others.
 */
async function judge(view: DeviceView, stored: StoredDevice, vault: Vault): Promise<DeviceState | null> {
  if (view.status === 'revoked') return { step: 'problem', trouble: 'revoked' };
  const tenants = new Map<string, TenantTrust>();
  let failure: unknown;
  for (const tenant of view.tenants) {
    const { id, rootKey, certificate } = tenant;
    const pin = await vault.get('pins', id);
    if (pin && !sameKey(rootKey, pin.rootKey)) return { step: 'problem', trouble: 'root_differs' };
    if (!pin || certificate === null) continue;
    try {
      tenants.set(id, await certify({ ...tenant, certificate }, stored, pin));
    } catch (error) {
      failure ??= error;
    }
  }
  if (tenants.size > 0)
    return { step: 'ready', device: { id: stored.id, privateKey: stored.privateKey, tenants } };
  if (failure !== undefined) throw failure as Error;
  return null;
}

async function ask(stored: StoredDevice, vault: Vault, fingerprint: string): Promise<DeviceState> {
  try {
    const view = await callApi('readDevice', { id: stored.id });
    const isApproved = view.status === 'approved';
    return (
      (await judge(view, stored, vault)) ?? { step: 'waiting', fingerprint, isApproved, troubled: false }
    );
  } catch (error) {
    // an outage is waited out: the company may take its time
    if (isOutage(error)) return { step: 'waiting', fingerprint, isApproved: false, troubled: true };
    return { step: 'problem', trouble: troubleOf(error) };
  }
}

/** Asks the server about the device until it is certified or in trouble. @returns stops it */
export function poll(stored: StoredDevice, vault: Vault, show: (state: DeviceState) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const again = async () => {
    // of the key as it lies here, not as the server has it
    const fingerprint = await deviceFingerprint(await importVerifyKey(stored.publicKey));
    const state = await ask(stored, vault, fingerprint);
    if (isOver) return;
    show(state);
    if (state.step === 'waiting') timer = setTimeout(() => void again(), pollMilliseconds);
  };
  void again();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
