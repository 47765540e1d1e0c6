import { certifyExampleDevices } from './certifier.ts';
import { readOrMakeExample, type Example } from './example.ts';
import type { StartOptions } from './options.ts';
import { describeReady, orderSample, writeReady, type Ready } from './ready.ts';
import { startStack, type Stack, type StackHooks } from './stack.ts';

export type EmbeddedStack = {
  stack: Stack;
  example: Example;
  ready: Ready;
  stop: () => Promise<void>;
};

/** A stack with its example tenant: live, with a fresh link ordered, and `ready.json` written. */
export async function startEmbeddedStack(options: StartOptions, hooks: StackHooks): Promise<EmbeddedStack> {
  let onPids: () => void = () => undefined;
  const stack = await startStack(options, { ...hooks, onPids: () => onPids() });
  try {
    const example = await readOrMakeExample(stack, options.dataDir);
    const stopCertifier = certifyExampleDevices(stack, example, hooks.log);
    const ready = describeReady(stack, example, await orderSample(stack, example));
    const write = () => writeReady(options.readyFile, ready);
    onPids = write;
    write();
    return {
      stack,
      example,
      ready,
      stop: async () => {
        onPids = () => undefined;
        await stopCertifier();
        await stack.stop();
      },
    };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}
