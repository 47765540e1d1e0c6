import type { Queryable } from './connect.ts';

/** A media node as it announces itself. `controlUrl` is for signaling, the addresses are for browsers. */
export interface SfuNode {
  id: string;
  controlUrl: string;
  announcedAddresses: string[];
  region: string;
  /** Sessions it can carry. */
  capacity: number;
}

/** Enters a node, or renews its entry if it is there: a node that was struck off comes back by this. */
export async function registerNode(sql: Queryable, node: SfuNode, load: number): Promise<void> {
  await sql`
    insert into sfu_node (id, control_url, announced_addresses, region, capacity, load)
    values (${node.id}, ${node.controlUrl}, ${node.announcedAddresses}, ${node.region}, ${node.capacity}, ${load})
    on conflict (id) do update set
      control_url = excluded.control_url, announced_addresses = excluded.announced_addresses,
      region = excluded.region, capacity = excluded.capacity, load = excluded.load, heartbeat_at = now()`;
}

/**
 * @param load sessions open at the moment
 * @returns whether the node is still entered; if not, it has to register again
 */
export async function heartbeat(sql: Queryable, id: string, load: number): Promise<boolean> {
  const { count } = await sql`update sfu_node set heartbeat_at = now(), load = ${load} where id = ${id}`;
  return count === 1;
}

/** A draining node gets no new sessions. */
export async function setDraining(sql: Queryable, id: string): Promise<void> {
  await sql`update sfu_node set draining = true where id = ${id}`;
}

export async function removeNode(sql: Queryable, id: string): Promise<void> {
  await sql`delete from sfu_node where id = ${id}`;
}
