/**
 * `node ops/attack/run-one.ts <suite> <attack> <root> <size>`: one attack against one tree, in a process of its own, so
 * that each tree's modules are loaded afresh. The outcome is the last line on standard output.
 */
import { openHouse } from './house.ts';
import { findAttack } from './suites.ts';

const [suite = '', name = '', root = '', size = '1'] = process.argv.slice(2);
const attack = await findAttack(suite, name);
try {
  const outcome = await attack.run(openHouse(root), Number(size));
  process.stdout.write(`${JSON.stringify(outcome)}\n`, () => process.exit(0));
} catch (error) {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stdout.write(`${JSON.stringify({ error: text })}\n`, () => process.exit(1));
}
