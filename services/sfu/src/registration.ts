import { heartbeat, registerNode, removeNode, setDraining } from '@visavis/db';
import type { SfuNode, Sql } from '@visavis/db';
import type { Logger } from '@visavis/service-kit';

export interface Registration {
  /** No new sessions from now on. */
  drain(): Promise<void>;
  /** Strikes the node off. */
  close(): Promise<void>;
}

/**
 * Enters the node in Postgres and keeps the entry fresh. A database that is
 * away for a while does not end calls: signaling sees an old heartbeat and
 * places new sessions elsewhere, and the next beat that succeeds mends it.
 *
 * @throws if the first entry fails
 */
export async function keepRegistered(
  sql: Sql,
  node: SfuNode,
  load: () => number,
  log: Logger,
  everyMs = 5000,
): Promise<Registration> {
  await registerNode(sql, node, load());
  let beating: Promise<void> | undefined;

  const beat = async (): Promise<void> => {
    try {
      if (await heartbeat(sql, node.id, load())) return;
      await registerNode(sql, node, load());
      log.warn('node registered anew', { nodeId: node.id });
    } catch (error) {
      log.error('heartbeat failed', error, { nodeId: node.id });
    }
  };
  // a beat that waits for the database is not joined by another one
  const timer = setInterval(() => {
    beating ??= beat().finally(() => (beating = undefined));
  }, everyMs);

  return {
    drain: () => setDraining(sql, node.id),
    close: async () => {
      clearInterval(timer);
      await beating;
      await removeNode(sql, node.id);
    },
  };
}
