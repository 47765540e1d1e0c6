import { randomBytes } from 'node:crypto';
import { addDataKey, findDataKey, type Sql } from '@visavis/db';
import { openBytes, sealBytes, type Place } from './aead.ts';
import { unwrapKey, wrapKey } from './data-key.ts';

/**
 * Personal data of an identification, sealed under its own data key, which lives in the keys database.
 * Values are JSON. `place.id` is the row's id.
 */
export type PersonalData = {
  /** Before anything of a new identification is sealed. */
  createKey: (identificationId: string) => Promise<void>;
  /** @throws when the data key is gone */
  seal: (identificationId: string, place: Place, value: unknown) => Promise<Buffer>;
  /** @throws when the data key is gone, or the value belongs elsewhere or was altered */
  open: (identificationId: string, place: Place, sealed: Buffer) => Promise<unknown>;
};

export function personalDataIn(keys: Sql, kek: Buffer): PersonalData {
  const dataKey = async (identificationId: string): Promise<Buffer> => {
    const wrapped = await findDataKey(keys, identificationId);
    if (!wrapped) throw new Error('the data key is gone');
    return unwrapKey(kek, wrapped);
  };
  return {
    createKey: async identificationId => {
      await addDataKey(keys, identificationId, wrapKey(kek, randomBytes(32)));
    },
    seal: async (identificationId, place, value) =>
      sealBytes(await dataKey(identificationId), place, Buffer.from(JSON.stringify(value))),
    open: async (identificationId, place, sealed) =>
      JSON.parse(openBytes(await dataKey(identificationId), place, sealed).toString()) as unknown,
  };
}

/** Columns with personal data. */
export const personPlace = (identificationId: string): Place => ({
  table: 'identification',
  column: 'person_sealed',
  id: identificationId,
});
export const wrappedKeysPlace = (artefactId: string): Place => ({
  table: 'artefact',
  column: 'wrapped_keys_sealed',
  id: artefactId,
});
export const changesPlace = (identificationId: string): Place => ({
  table: 'decision',
  column: 'changes_sealed',
  id: identificationId,
});
