import {
  notifyIdentification,
  onDeviceRevoked,
  onIdentification,
  onSessionEnded,
  onSitesChanged,
  type Queryable,
  type Sql,
} from '@visavis/db';

/** What happened, in whichever process: every process learns of it through Postgres. */
export type Events = {
  /** Inside a transaction the news goes out when it commits, and not at all when it does not. */
  identificationChanged: (sql: Queryable, identificationId: string) => Promise<void>;
  /** @returns stops listening */
  onIdentificationChanged: (listener: (identificationId: string) => void) => () => void;
  /** A session is over: given is the hash of its id, hexadecimal. @returns stops listening */
  onSessionEnded: (listener: (hash: string) => void) => () => void;
  /** @returns stops listening */
  onDeviceRevoked: (listener: (deviceId: string) => void) => () => void;
  /** @returns stops listening */
  onSitesChanged: (listener: (organisationId: string) => void) => () => void;
};

type Listener = (id: string) => void;

/** Listens on a connection of its own; it ends with `sql.end()` and comes back by itself when it is cut. */
export async function listenToEvents(sql: Sql): Promise<Events> {
  const identification = listeners();
  const session = listeners();
  const device = listeners();
  const sites = listeners();
  await Promise.all([
    onIdentification(sql, identification.tell),
    onSessionEnded(sql, session.tell),
    onDeviceRevoked(sql, device.tell),
    onSitesChanged(sql, sites.tell),
  ]);
  return {
    identificationChanged: notifyIdentification,
    onIdentificationChanged: identification.add,
    onSessionEnded: session.add,
    onDeviceRevoked: device.add,
    onSitesChanged: sites.add,
  };
}

function listeners() {
  const all = new Set<Listener>();
  return {
    tell: (id: string) => {
      for (const listener of all) listener(id);
    },
    add: (listener: Listener) => {
      all.add(listener);
      return () => all.delete(listener);
    },
  };
}
