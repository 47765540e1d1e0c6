/**
 * `node services/signaling/src/provision/replace-kek.ts`: everything that DATA_KEK wraps or seals, under NEW_DATA_KEK
 * (or NEW_DATA_KEK_FILE) instead. While it runs no signaling does. May be run again: what is done is left alone.
 * Counts of failed sign-ins start anew, since they are kept under a key of it; likewise nobody is known in a browser or
 * network for a day.
 */
import process from 'node:process';
import { connectAsOwner, resealTotpSecrets, rewrapDataKeys } from '@visavis/db';
import { openTotpSecret, sealTotpSecret } from '../access/totp.ts';
import { kekReplacementConfig } from '../config.ts';
import { unwrapKey, wrapKey } from '../sealing/data-key.ts';

const { identity, databaseUrl, keysDatabaseUrl, dataKek, newDataKek } = kekReplacementConfig(process.env);

/** What opens under the new key was done before. */
const anew =
  <T>(
    open: (kek: Buffer, place: string, sealed: Buffer) => T,
    seal: (kek: Buffer, place: string, value: T) => Buffer,
  ) =>
  (place: string, sealed: Buffer): Buffer | undefined => {
    try {
      open(newDataKek, place, sealed);
      return undefined;
    } catch {
      return seal(newDataKek, place, open(dataKek, place, sealed));
    }
  };

const [sql, keys] = [connectAsOwner(databaseUrl, identity), connectAsOwner(keysDatabaseUrl, identity)];
try {
  const dataKeys = await rewrapDataKeys(
    keys,
    anew(
      (kek, _place, wrapped) => unwrapKey(kek, wrapped),
      (kek, _place, key) => wrapKey(kek, key),
    ),
  );
  const totpSecrets = await resealTotpSecrets(sql, anew(openTotpSecret, sealTotpSecret));
  console.log(JSON.stringify({ dataKeys, totpSecrets }));
} finally {
  await Promise.all([sql.end(), keys.end()]);
}
