import type { Logger } from '@visavis/service-kit';
import type { SfuConfig } from './config.ts';
import { createContext } from './context.ts';
import type { Context } from './context.ts';
import { startControlServer } from './control/server.ts';
import { endAllSessions, sweepSessions } from './sessions.ts';

/** A running media node without its entry in the database. */
export interface SfuNodeServer {
  context: Context;
  /** How signaling reaches it. */
  controlUrl: string;
  /** Refuses new sessions and ends those that are. */
  drain(): void;
  close(): Promise<void>;
}

/** @param clock milliseconds; only differences count */
export async function startSfuNode(
  config: Pick<SfuConfig, 'media' | 'leaseMs' | 'control' | 'secret' | 'identity'>,
  log: Logger,
  clock?: () => number,
): Promise<SfuNodeServer> {
  const context = await createContext(config, log, clock);
  const { host, port, url } = config.control;
  const { secret, identity } = config;
  const server = await startControlServer(context, { host, port, secret, identity }).catch(
    (error: unknown) => {
      context.workers.close();
      throw error;
    },
  );
  const sweeping = setInterval(() => sweepSessions(context), Math.max(50, config.leaseMs / 12));
  const drain = (): void => {
    context.draining = true;
    endAllSessions(context, 'node_draining');
  };
  return {
    context,
    controlUrl:
      url ?? `${identity ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${server.port}`,
    drain,
    close: async () => {
      clearInterval(sweeping);
      drain();
      await server.close();
      context.workers.close();
    },
  };
}
