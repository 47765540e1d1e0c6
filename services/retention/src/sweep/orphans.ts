import { existingIdentifications, type Sql } from '@visavis/db';
import { id as uuid } from '@visavis/protocol';
import { objectPages } from '../objects/list.ts';
import type { ObjectStore } from '../objects/store.ts';

export type Orphan = { key: string; bytes: number };

/**
 * Objects that belong to no identification: came after its deletion, or never had one. An identification's row is
 * there before any of its upload URLs, so none is reported too early. Changes nothing.
 */
export async function* findOrphans({ sql, store }: { sql: Sql; store: ObjectStore }): AsyncGenerator<Orphan> {
  for await (const page of objectPages(store, '')) {
    const ids = new Set(page.flatMap(({ key }) => identificationOf(key) ?? []));
    const existing = await existingIdentifications(sql, [...ids]);
    for (const object of page) {
      const id = identificationOf(object.key);
      if (id === undefined || !existing.has(id)) yield object;
    }
  }
}

/** `{tenantId}/{identificationId}/…` */
const identificationOf = (key: string): string | undefined => uuid.safeParse(key.split('/')[1]).data;
