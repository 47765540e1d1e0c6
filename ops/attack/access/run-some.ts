/**
 * `node ops/attack/access/run-some.ts <root> < {"postgresUrl","attacks":[{"name","size"}]}`: starts the stack of one tree
 * and runs attacks on it, one after the other; those that mostly wait run beside. One line of JSON an attack on standard
 * output. A process of its own, so that each tree's modules are loaded afresh.
 */
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { openHouse } from '../house.ts';
import { attacks } from './index.ts';
import { startWorld } from './world/world.ts';

const input = z.object({
  postgresUrl: z.string(),
  attacks: z.array(z.object({ name: z.string(), size: z.number() })),
});

// whoever asked is gone: so are its databases
process.once('disconnect', () => process.exit(1));

const [root = ''] = process.argv.slice(2);
const { postgresUrl, attacks: named } = input.parse(JSON.parse(await text(process.stdin)));
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

const verbose = process.env.ATTACK_LOG !== undefined;
const chosen = named.map(({ name, size }) => {
  const attack = attacks.find(one => one.name === name);
  if (!attack) throw new Error(`no attack "${name}"`);
  return { attack, size };
});
const world = await startWorld(openHouse(root), {
  postgresUrl,
  inTwoProcesses: chosen.some(({ attack }) => attack.inTwoProcesses),
  log: line => {
    if (verbose) process.stderr.write(`${line}\n`);
  },
});
const run = async ({ attack, size }: (typeof chosen)[number]) => {
  const began = performance.now();
  const { name } = attack;
  try {
    const outcome = await attack.run(world, size);
    say({ name, outcome, seconds: (performance.now() - began) / 1000 });
  } catch (error) {
    say({ name, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};
const beside = chosen.filter(({ attack }) => attack.waits).map(run);
for (const one of chosen.filter(({ attack }) => !attack.waits)) await run(one);
await Promise.all(beside);
await world.stop();
process.stdout.write('', () => process.exit(0));
