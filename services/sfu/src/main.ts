import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { connect } from '@visavis/db';
import { closeOnEnd, ConfigError, createLogger } from '@visavis/service-kit';
import type { Logger } from '@visavis/service-kit';
import { readSfuConfig } from './config.ts';
import type { SfuConfig } from './config.ts';
import { startSfuNode } from './node.ts';
import { keepRegistered } from './registration.ts';
import { openSessions } from './sessions.ts';

async function start(config: SfuConfig, log: Logger): Promise<void> {
  const onEnd = closeOnEnd(log);
  const sql = connect(config.databaseUrl, 'visavis_sfu', { connections: 2, identity: config.identity });
  onEnd('database', () => sql.end({ timeout: 5 }));

  const node = await startSfuNode(config, log);
  onEnd('node', () => node.close());

  const { media, region } = config;
  const entry = {
    id: randomUUID(),
    controlUrl: node.controlUrl,
    announcedAddresses: media.announced.length > 0 ? media.announced : media.listen,
    region,
    capacity: node.context.capacity,
  };
  const registration = await keepRegistered(sql, entry, () => openSessions(node.context), log);
  onEnd('registration', () => registration.close());
  onEnd('draining', () => registration.drain());
  // first of all and at once: mediasoup closes its workers in a signal handler of its own, which comes after ours
  onEnd('sessions', () => node.drain());

  log.info('ready', { nodeId: entry.id, capacity: entry.capacity });
  process.send?.({ ready: true, controlUrl: node.controlUrl, nodeId: entry.id });
}

let log = createLogger('sfu', 'info');
try {
  const config = readSfuConfig(process.env);
  log = createLogger('sfu', config.logLevel);
  await start(config, log);
} catch (error) {
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  else log.error('could not start', error);
  process.exit(1);
}
