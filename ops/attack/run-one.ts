/**
 * `node ops/attack/run-one.ts <attack> <root> <size>`: one attack on the encryption against one tree, in a process of its own, so
 * that each tree's modules are loaded afresh. The outcome is the last line on standard output.
 */
import { openHouse } from './house.ts';
import { attacks } from './encryption/index.ts';

const [name = '', root = '', size = '1'] = process.argv.slice(2);
const attack = attacks.find(one => one.name === name);
if (!attack) throw new TypeError(`no attack "${name}"`);
try {
  const outcome = await attack.run(openHouse(root), Number(size));
  process.stdout.write(`${JSON.stringify(outcome)}\n`, () => process.exit(0));
} catch (error) {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stdout.write(`${JSON.stringify({ error: text })}\n`, () => process.exit(1));
}
