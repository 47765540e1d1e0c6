import type { Queryable } from './connect.ts';

/** Keys database: `wrapped` is the identification's data key under AES-KW, 40 bytes. */
export async function addDataKey(keys: Queryable, identificationId: string, wrapped: Buffer): Promise<void> {
  await keys`insert into data_key (identification_id, wrapped) values (${identificationId}, ${wrapped})`;
}

export async function findDataKey(keys: Queryable, identificationId: string): Promise<Buffer | undefined> {
  const [row] = await keys<{ wrapped: Buffer }[]>`
    select wrapped from data_key where identification_id = ${identificationId}`;
  return row?.wrapped;
}

/** For an order that failed after its key was made; purges have their own. */
export async function removeDataKey(keys: Queryable, identificationId: string): Promise<void> {
  await keys`delete from data_key where identification_id = ${identificationId}`;
}
