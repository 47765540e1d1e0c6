import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedStack, type EmbeddedStack } from '../start/embedded-stack.ts';
import { readStartOptions } from '../start/options.ts';
import { twoFreePorts, type Log } from '@visavis/embedded';

export type DemoStack = EmbeddedStack & {
  /** Everything the services and the launcher said. */
  logFile: string;
  /** What the SFU forwarded, as its operator could write it down. */
  tapFile: string;
};

/** An embedded stack in a folder of its own, on free ports, whose SFU is listened in on from outside. */
export async function startDemoStack(
  folder: string,
  report: Log,
  sfuEnvironment: Record<string, string> = {},
): Promise<DemoStack> {
  const logFile = join(folder, 'services.log');
  const tapFile = join(folder, 'sfu-tap.jsonl');
  const options = readStartOptions(
    {
      PORT: String(await twoFreePorts()),
      DATA_DIR: join(folder, 'data'),
      PASSWORD_PRIORITY: process.env.PASSWORD_PRIORITY,
    },
    [],
  );
  const tap = fileURLToPath(import.meta.resolve('@visavis/test-kit/sfu-tap'));
  report('starting the stack');
  const stack = await startEmbeddedStack(options, {
    log: line => appendFileSync(logFile, `${line}\n`),
    sfu: { nodeArguments: ['--import', tap], env: { SFU_TAP_FILE: tapFile, ...sfuEnvironment } },
  });
  return { ...stack, logFile, tapFile };
}
