import { join } from 'node:path';
import { superviseProcess, type Log, type SupervisedProcess } from '@visavis/embedded';
import { projectRoot } from './options.ts';

export type ServiceName = 'signaling' | 'sfu' | 'retention';

export type ServiceStart = {
  name: ServiceName;
  env: Record<string, string | undefined>;
  /** Arguments for Node itself, before the service's file. */
  nodeArguments?: readonly string[];
  log: Log;
  onStart: (name: ServiceName, pid: number) => void;
};

/** Runs a service as it runs in a container: its main file under Node with nothing but the environment it needs. */
export function startService({
  name,
  env,
  nodeArguments = [],
  log,
  onStart,
}: ServiceStart): Promise<SupervisedProcess> {
  return superviseProcess({
    name,
    command: process.execPath,
    args: [...nodeArguments, join(projectRoot, 'services', name, 'src', 'main.ts')],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...env },
    cwd: projectRoot,
    log,
    ready: isReady,
    readyWithinMs: 60_000,
    restart: true,
    stopWithinMs: 15_000,
    onStart: pid => onStart(name, pid),
  });
}

/** What every service logs once it can be used. */
const isReady = (line: string): boolean => line.includes('"message":"ready"');
