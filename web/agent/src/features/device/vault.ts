import type { PublicJwk } from '@visavis/e2ee';
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';

/** A key is certified for one role: who leads calls and supervises others has two. */
export type DeviceRole = 'agent' | 'supervisor';

/** A person's key on this device for one role; the private part has no other form. */
export type StoredDevice = {
  user: string;
  role: DeviceRole;
  id: string;
  privateKey: CryptoKey;
  publicKey: PublicJwk;
};

/** The tenant's root, once somebody compared its fingerprint with the paper. */
export type Pin = { tenant: string; rootKey: PublicJwk };

interface Schema extends DBSchema {
  devices: { key: [string, DeviceRole]; value: StoredDevice };
  pins: { key: string; value: Pin };
  /** The highest version of a contract's recipient list that was seen here. */
  lists: { key: [string, string]; value: { tenant: string; contract: string; version: number } };
}

/** What this browser knows by itself and never asks of the server. */
export type Vault = IDBPDatabase<Schema>;

export function openVault(): Promise<Vault> {
  return openDB<Schema>('visavis-console', 2, {
    upgrade: (database, oldVersion, _newVersion, transaction) => {
      if (oldVersion === 1) {
        void nameRoles(database, transaction);
        return;
      }
      database.createObjectStore('devices', byRole);
      database.createObjectStore('pins', { keyPath: 'tenant' });
      database.createObjectStore('lists', { keyPath: ['tenant', 'contract'] });
    },
  });
}

const byRole = { keyPath: ['user', 'role'] };
type Upgrade = IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>;

/** Version 1 had keys of agents only, one a person; they stay. */
async function nameRoles(database: Vault, transaction: Upgrade): Promise<void> {
  const kept = await transaction.objectStore('devices').getAll();
  database.deleteObjectStore('devices');
  const devices = database.createObjectStore('devices', byRole);
  for (const device of kept) await devices.put({ ...device, role: 'agent' });
}

export async function seenVersion(vault: Vault, tenant: string, contract: string): Promise<number> {
  return (await vault.get('lists', [tenant, contract]))?.version ?? 0;
}

/** Only rises. */
export async function noteVersion(
  vault: Vault,
  tenant: string,
  contract: string,
  version: number,
): Promise<void> {
  const transaction = vault.transaction('lists', 'readwrite');
  const seen = await transaction.store.get([tenant, contract]);
  if (!seen || version > seen.version) await transaction.store.put({ tenant, contract, version });
  await transaction.done;
}
