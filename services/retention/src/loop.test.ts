import { expect, it } from 'vitest';
import { startLoop } from './loop.ts';

it('runs once more for a wake during a run, never twice at once, and stops after the run under way', async () => {
  let runs = 0;
  let atOnce = 0;
  const began: (() => void)[] = [];
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const secondBegan = new Promise<void>(resolve => began.push(resolve));
  const loop = startLoop(86_400_000, async () => {
    atOnce += 1;
    expect(atOnce).toBe(1);
    runs += 1;
    if (runs === 2) began[0]?.();
    await gates[runs - 1]?.promise;
    atOnce -= 1;
    return null;
  });
  loop.wake();
  loop.wake();
  gates[0]?.resolve();
  await secondBegan;
  const stopped = loop.stop();
  gates[1]?.resolve();
  await stopped;
  expect(runs).toBe(2);
});
