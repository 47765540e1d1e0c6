import process from 'node:process';
import { migrate, migrateKeys, onRetentionWanted } from '@visavis/db';
import { closeOnEnd, ConfigError, createLogger, type Logger } from '@visavis/service-kit';
import { retentionConfig, type Config } from './config.ts';
import { closeContext, openContext, type Context } from './context.ts';
import { startLoop } from './loop.ts';
import { runPurge } from './purge/run.ts';

async function main(): Promise<void> {
  const config = readEnvironment();
  const log = createLogger('retention', config.logLevel);
  const closing = closeOnEnd(log);
  await migrate(config.databaseUrl);
  await migrateKeys(config.keysDatabaseUrl);
  const context = await openContext(config, log);
  closing('connections', () => closeContext(context));
  const loop = startLoop(config.intervalMs, stopping => runOnce(context, log, stopping));
  closing('loop', loop.stop);
  await onRetentionWanted(context.sql, loop.wake);
  log.info('started');
}

/** An error here (the database is away, say) is logged; the next run tries again. */
async function runOnce(context: Context, log: Logger, stopping: () => boolean): Promise<number | null> {
  try {
    const { nextInMs } = await runPurge(context, { stopping });
    return nextInMs;
  } catch (error) {
    log.error('run failed', error);
    return null;
  }
}

function readEnvironment(): Config {
  try {
    return retentionConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

await main();
