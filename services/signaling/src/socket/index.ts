import type { Context } from '../context.ts';
import type { SocketHosts } from '../service.ts';

/** Stands until the sockets are there. */
export function attachSockets(context: Context, hosts: SocketHosts): Promise<{ close: () => Promise<void> }> {
  context.log.debug('no sockets yet', { count: Object.keys(hosts).length });
  return Promise.resolve({ close: () => Promise.resolve() });
}
