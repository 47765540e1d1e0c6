import { createStore, type Store } from '@visavis/call';
import {
  generateDeviceKey,
  importVerifyKey,
  matchesFingerprint,
  parseFingerprint,
  type CertifiedDevice,
} from '@visavis/e2ee';
import type { DeviceTenant, SessionView } from '@visavis/protocol';
import { callApi } from '../../api/client.ts';
import { poll, troubleOf } from './certified.ts';
import type { DeviceRole, Pin, StoredDevice, Vault } from './vault.ts';

/** What a tenant's calls need of the device: its certificate, verified under the root that was pinned. */
export type TenantTrust = {
  name: string;
  certificate: string;
  certified: CertifiedDevice;
  pin: Pin;
  root: CryptoKey;
};

/** A device that may take part in calls in one role: its key, and whoever has certified it. */
export type ReadyDevice = { id: string; privateKey: CryptoKey; tenants: ReadonlyMap<string, TenantTrust> };

export type DeviceTrouble =
  /** The server's root is not the one that was typed, or not the pinned one any more. */
  | 'root_differs'
  | 'certificate_invalid'
  | 'certificate_expired'
  | 'revoked'
  /** The organisation works for nobody yet. */
  | 'no_tenant'
  | 'unknown_device'
  | 'storage'
  | 'offline'
  | 'failed';

export type DeviceState =
  | { step: 'opening' }
  /** Of this tenant's root, by name. */
  | { step: 'fingerprint'; tenant: string; isChecking: boolean; isMalformed: boolean }
  /** `fingerprint`: of this device's own key, to be read to whoever approves it. */
  | { step: 'waiting'; fingerprint: string; isApproved: boolean; troubled: boolean }
  | { step: 'ready'; device: ReadyDevice }
  | { step: 'problem'; trouble: DeviceTrouble };

export type DeviceDesk = {
  state: Store<{ now: DeviceState }>;
  /** The fingerprint as typed from the paper. */
  pin: (typed: string) => Promise<void>;
  retry: () => void;
  /** Forgets this device's key and the pinned roots, and starts with the fingerprint again; only when somebody asked for it. */
  startOver: () => Promise<void>;
  close: () => void;
};

async function firstUnpinned(
  vault: Vault,
  tenants: readonly DeviceTenant[],
): Promise<DeviceTenant | undefined> {
  for (const tenant of tenants) if (!(await vault.get('pins', tenant.id))) return tenant;
  return undefined;
}

/** Pins the root if it is the one whose fingerprint was typed. */
async function pinTyped(vault: Vault, { id, rootKey }: DeviceTenant, typed: string): Promise<boolean> {
  const isTyped = await matchesFingerprint(await importVerifyKey(rootKey), typed);
  if (isTyped) await vault.put('pins', { tenant: id, rootKey });
  return isTyped;
}

/** From nothing, or what this browser has kept, to a device that is certified for the role. */
export function openDevice({ user }: SessionView, role: DeviceRole, opening: Promise<Vault>): DeviceDesk {
  const store = createStore<{ now: DeviceState }>({ now: { step: 'opening' } });
  let stop: () => void = () => undefined;
  let run = 0;
  let asked: DeviceTenant | undefined;
  const show = (now: DeviceState) => store.update({ now });
  const ask = (change: { isChecking?: boolean; isMalformed?: boolean } = {}) =>
    show({
      step: 'fingerprint',
      tenant: asked?.name ?? '',
      isChecking: false,
      isMalformed: false,
      ...change,
    });

  const start = async () => {
    stop();
    run += 1;
    const mine = run;
    try {
      const vault = await opening;
      const { items } = await callApi('listTenants', {});
      const unpinned = await firstUnpinned(vault, items);
      if (mine !== run) return;
      asked = unpinned;
      // without a pin nothing is registered or trusted, even if a key is left: the paper is asked for again
      if (items.length === 0) show({ step: 'problem', trouble: 'no_tenant' });
      else if (unpinned) ask();
      else {
        const stored = await registered(vault, { user: user.id, role });
        if (mine === run) stop = poll(stored, vault, show);
      }
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
        ask({ isMalformed: true });
        return;
      }
      if (!asked) return;
      const tenant = asked;
      run += 1;
      const mine = run;
      ask({ isChecking: true });
      try {
        const isTyped = await pinTyped(await opening, tenant, typed);
        if (mine !== run) return;
        if (isTyped) await start();
        else show({ step: 'problem', trouble: 'root_differs' });
      } catch (error) {
        show({ step: 'problem', trouble: troubleOf(error) });
      }
    },
    startOver: async () => {
      const vault = await opening;
      await vault.delete('devices', [user.id, role]);
      await vault.clear('pins');
      await start();
    },
    close: () => {
      run += 1;
      stop();
    },
  };
}

/** This device's key as the server knows it; made and registered if there is none yet. */
async function registered(
  vault: Vault,
  { user, role }: Pick<StoredDevice, 'user' | 'role'>,
): Promise<StoredDevice> {
  const kept = await vault.get('devices', [user, role]);
  if (kept) return kept;
  const { privateKey, publicKey } = await generateKey();
  const { id } = await callApi('registerDevice', { body: { publicKey, role } });
  const stored: StoredDevice = { user, role, id, privateKey, publicKey };
  await vault.put('devices', stored);
  return stored;
}

async function generateKey(): Promise<Pick<StoredDevice, 'privateKey' | 'publicKey'>> {
  const { privateKey, publicJwk } = await generateDeviceKey();
  return { privateKey, publicKey: publicJwk };
}
