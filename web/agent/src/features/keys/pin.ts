import { importVerifyKey, rootFingerprint, type PublicJwk } from '@visavis/e2ee';
import { openVault, type Vault } from '../device/vault.ts';

/** The tenant's root as somebody compared it with the paper, in this browser. */
export type PinnedRoot = { key: CryptoKey; fingerprint: string };

let opening: Promise<Vault> | undefined;
const vault = (): Promise<Vault> => (opening ??= openVault());

/** Null when nobody has typed the fingerprint here yet, or the browser keeps nothing. */
export async function readPin(tenant: string): Promise<PinnedRoot | null> {
  const pin = await (await vault()).get('pins', tenant);
  if (!pin) return null;
  const key = await importVerifyKey(pin.rootKey);
  return { key, fingerprint: await rootFingerprint(key) };
}

/** Only after the fingerprint of exactly this key was typed. */
export async function keepPin(tenant: string, rootKey: PublicJwk): Promise<void> {
  await (await vault()).put('pins', { tenant, rootKey });
}
