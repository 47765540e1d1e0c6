import type { PublicJwk } from '@visavis/e2ee';
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** A person's key on this device; the private part has no other form. */
export type StoredDevice = {
  user: string;
  id: string;
  privateKey: CryptoKey;
  publicKey: PublicJwk;
};

/** The tenant's root, once somebody compared its fingerprint with the paper. */
export type Pin = { tenant: string; rootKey: PublicJwk };

interface Schema extends DBSchema {
  devices: { key: string; value: StoredDevice };
  pins: { key: string; value: Pin };
  /** The highest version of a contract's recipient list that was seen here. */
  lists: { key: [string, string]; value: { tenant: string; contract: string; version: number } };
}

/** What this browser knows by itself and never asks of the server. */
export type Vault = IDBPDatabase<Schema>;

export function openVault(): Promise<Vault> {
  return openDB<Schema>('visavis-console', 1, {
    upgrade: database => {
      database.createObjectStore('devices', { keyPath: 'user' });
      database.createObjectStore('pins', { keyPath: 'tenant' });
      database.createObjectStore('lists', { keyPath: ['tenant', 'contract'] });
    },
  });
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
