import { notifyIdentification, onIdentification, type Queryable, type Sql } from '@visavis/db';

/** What happened to an identification, wherever it happened: every process learns of it through Postgres. */
export type Events = {
  /** Inside a transaction the news goes out when it commits, and not at all when it does not. */
  identificationChanged: (sql: Queryable, identificationId: string) => Promise<void>;
  /** @returns stops listening */
  onIdentificationChanged: (listener: (identificationId: string) => void) => () => void;
};

/** Listens on a connection of its own; it ends with `sql.end()` and comes back by itself when it is cut. */
export async function listenToEvents(sql: Sql): Promise<Events> {
  const listeners = new Set<(identificationId: string) => void>();
  await onIdentification(sql, identificationId => {
    for (const listener of listeners) listener(identificationId);
  });
  return {
    identificationChanged: notifyIdentification,
    onIdentificationChanged: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
