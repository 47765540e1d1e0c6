import { createStore, type Store } from '@visavis/call';
import {
  E2eeError,
  generateDeviceKey,
  importVerifyKey,
  matchesFingerprint,
  parseFingerprint,
  verifyCertificate,
  type CertifiedDevice,
} from '@visavis/e2ee';
import type { DeviceView, SessionView } from '@visavis/protocol';
import { ApiError, callApi } from '../../api/client.ts';
import type { DeviceRole, Pin, StoredDevice, Vault } from './vault.ts';

/** A device that may take part in calls in one role: its key, and its certificate verified under the pinned root. */
export type ReadyDevice = {
  id: string;
  privateKey: CryptoKey;
  certificate: string;
  certified: CertifiedDevice;
  pin: Pin;
  root: CryptoKey;
};

export type DeviceTrouble =
  /** The server's root is not the one that was typed, or not the pinned one any more. */
  | 'root_differs'
  | 'certificate_invalid'
  | 'certificate_expired'
  | 'revoked'
  | 'unknown_device'
  | 'storage'
  | 'offline'
  | 'failed';

export type DeviceState =
  | { step: 'opening' }
  | { step: 'fingerprint'; isChecking: boolean; isMalformed: boolean }
  | { step: 'waiting'; troubled: boolean }
  | { step: 'ready'; device: ReadyDevice }
  | { step: 'problem'; trouble: DeviceTrouble };

export type DeviceDesk = {
  state: Store<{ now: DeviceState }>;
  /** The fingerprint as typed from the paper. */
  pin: (typed: string) => Promise<void>;
  retry: () => void;
  /** Forgets this device's key and starts with the fingerprint again; only when somebody asked for it. */
  startOver: () => Promise<void>;
  close: () => void;
};

const pollMilliseconds = 2000;

const sameKey = (one: Pin['rootKey'], other: Pin['rootKey']): boolean =>
  one.x === other.x && one.y === other.y;

function troubleOf(error: unknown): DeviceTrouble {
  if (error instanceof ApiError) {
    if (error.code === 'not_found') return 'unknown_device';
    return error.code === 'offline' ? 'offline' : 'failed';
  }
  if (error instanceof E2eeError)
    return error.code === 'certificate_expired' ? 'certificate_expired' : 'certificate_invalid';
  return error instanceof DOMException ? 'storage' : 'failed';
}

/** @throws E2eeError when the certificate is not this device's, this person's, or not the root's */
async function certify(
  view: DeviceView & { certificate: string },
  stored: StoredDevice,
  pin: Pin,
): Promise<ReadyDevice> {
  const root = await importVerifyKey(pin.rootKey);
  const now = Math.floor(Date.now() / 1000);
  const certified = await verifyCertificate(view.certificate, root, { tenant: pin.tenant, now });
  if (!sameKey(certified.device, stored.publicKey) || certified.person !== stored.user)
    throw new E2eeError('bad_certificate', 'of another device or person');
  if (certified.role !== stored.role) throw new E2eeError('bad_certificate', 'for another role');
  return {
    id: stored.id,
    privateKey: stored.privateKey,
    certificate: view.certificate,
    certified,
    pin,
    root,
  };
}

/** What the server's answer makes of the device; null while nobody has certified it. */
async function judge(view: DeviceView, stored: StoredDevice, pin: Pin): Promise<DeviceState | null> {
  if (view.tenant.id !== pin.tenant || !sameKey(view.tenant.rootKey, pin.rootKey))
    return { step: 'problem', trouble: 'root_differs' };
  if (view.status === 'revoked') return { step: 'problem', trouble: 'revoked' };
  if (view.certificate === null) return null;
  return { step: 'ready', device: await certify({ ...view, certificate: view.certificate }, stored, pin) };
}

/** From nothing, or what this browser has kept, to a device that is certified for the role. */
export function openDevice(view: SessionView, role: DeviceRole, opening: Promise<Vault>): DeviceDesk {
  const { user, tenant } = view;
  const store = createStore<{ now: DeviceState }>({ now: { step: 'opening' } });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let run = 0;
  const show = (now: DeviceState) => store.update({ now });
  const ask = (isMalformed = false) => show({ step: 'fingerprint', isChecking: false, isMalformed });

  const watch = async (stored: StoredDevice, pin: Pin): Promise<void> => {
    const mine = run;
    let troubled = false;
    try {
      const next = await judge(await callApi('readDevice', { id: stored.id }), stored, pin);
      if (mine !== run) return;
      if (next) {
        show(next);
        return;
      }
    } catch (error) {
      if (mine !== run) return;
      // an outage is waited out: the company may take its time
      const code = error instanceof ApiError ? error.code : undefined;
      troubled = code === 'offline' || code === 'internal' || code === 'too_many_requests';
      if (!troubled) {
        show({ step: 'problem', trouble: troubleOf(error) });
        return;
      }
    }
    show({ step: 'waiting', troubled });
    timer = setTimeout(() => void watch(stored, pin), pollMilliseconds);
  };

  const start = async () => {
    clearTimeout(timer);
    run += 1;
    try {
      const vault = await opening;
      const stored = await vault.get('devices', [user.id, role]);
      const pin = await vault.get('pins', tenant.id);
      // without a pin nothing is registered or trusted, even if a key is left: the paper is asked for again
      if (!stored || !pin) ask();
      else await watch(stored, pin);
    } catch (error) {
      show({ step: 'problem', trouble: troubleOf(error) });
    }
  };
  void start();

  return {
    state: store,
    retry: () => {
      show({ step: 'opening' });
      void start();
    },
    pin: async typed => {
      try {
        parseFingerprint(typed);
      } catch {
        ask(true);
        return;
      }
      run += 1;
      const mine = run;
      show({ step: 'fingerprint', isChecking: true, isMalformed: false });
      try {
        const registered = await register(await opening, { user: user.id, role }, tenant.id, typed);
        if (mine !== run) return;
        if (registered) await watch(registered.stored, registered.pin);
        else show({ step: 'problem', trouble: 'root_differs' });
      } catch (error) {
        show({ step: 'problem', trouble: troubleOf(error) });
      }
    },
    startOver: async () => {
      const vault = await opening;
      await vault.delete('devices', [user.id, role]);
      await vault.delete('pins', tenant.id);
      await start();
    },
    close: () => {
      run += 1;
      clearTimeout(timer);
    },
  };
}

/**
 * Registers this device, and pins the root if it is the one whose fingerprint was typed.
 * @returns undefined when the server's root is another
 */
async function register(
  vault: Vault,
  { user, role }: Pick<StoredDevice, 'user' | 'role'>,
  tenant: string,
  typed: string,
) {
  const kept = await vault.get('devices', [user, role]);
  const key = kept ?? (await generateKey());
  const view = await callApi('registerDevice', { body: { publicKey: key.publicKey, role } });
  const { rootKey } = view.tenant;
  const isTyped = await matchesFingerprint(await importVerifyKey(rootKey), typed);
  if (!isTyped || view.tenant.id !== tenant) return undefined;
  const { privateKey, publicKey } = key;
  const stored: StoredDevice = { user, role, id: view.id, privateKey, publicKey };
  const pin: Pin = { tenant, rootKey };
  await vault.put('devices', stored);
  await vault.put('pins', pin);
  return { stored, pin };
}

async function generateKey(): Promise<Pick<StoredDevice, 'privateKey' | 'publicKey'>> {
  const { privateKey, publicJwk } = await generateDeviceKey();
  return { privateKey, publicKey: publicJwk };
}
