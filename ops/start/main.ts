/** `npm start`: everything embedded, loopback only (or `-- --lan`), until Ctrl-C. */
import { rmSync } from 'node:fs';
import { ConfigError } from '@visavis/service-kit';
import { startEmbeddedStack, type EmbeddedStack } from './embedded-stack.ts';
import { readStartOptions } from './options.ts';
import { describe } from './welcome.ts';

const verbose = process.env.LOG_LEVEL === 'debug';
const started = performance.now();
const options = read();
const asked = new Promise<void>(resolve => {
  process.on('SIGINT', () => resolve());
  process.on('SIGTERM', () => resolve());
});

console.log(`Starting Visavis in ${options.dataDir} …`);
try {
  const running = await startEmbeddedStack(options, { log: report });
  console.log(describe(running, Math.round((performance.now() - started) / 100) / 10));
  await asked;
  console.log('\nStopping…');
  await stop(running);
  console.log('Stopped. Nothing is left running.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit();

async function stop(running: EmbeddedStack): Promise<void> {
  await running.stop();
  rmSync(options.readyFile, { force: true });
}

/** Services log JSON lines; what a person at the terminal needs of them are warnings, errors and the launcher's words. */
function report(line: string): void {
  if (verbose || !/"level":"?(info|debug|20|30)/.test(line)) console.log(line);
}

function read() {
  try {
    return readStartOptions(process.env, process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof TypeError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}
