import process from 'node:process';
import { onRetentionWanted } from '@visavis/db';
import { closeOnEnd, ConfigError, createLogger, type Logger } from '@visavis/service-kit';
import { retentionConfig, type Config } from './config.ts';
import { closeContext, openContext, type Context } from './context.ts';
import { startLoop } from './loop.ts';
import { runPurge } from './purge/run.ts';

async function start(config: Config, log: Logger): Promise<void> {
  const onEnd = closeOnEnd(log);
  const context = await openContext(config, log);
  onEnd('connections', () => closeContext(context));
  const loop = startLoop(config.intervalMs, stopping => runOnce(context, log, stopping));
  onEnd('loop', loop.stop);
  await onRetentionWanted(context.sql, loop.wake);
  log.info('ready');
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

let log = createLogger('retention', 'info');
try {
  const config = retentionConfig(process.env);
  log = createLogger('retention', config.logLevel);
  await start(config, log);
} catch (error) {
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  else log.error('could not start', error);
  process.exit(1);
}
