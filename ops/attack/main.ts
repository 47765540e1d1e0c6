/**
 * `npm run attack [suite…]`: each attack tried for real, and what stopped it; then the same attack against a copy
 * without that defence, where it must succeed. `--json` prints one JSON object on standard output. The exit code is 0
 * only if every attack was stopped and every control succeeded.
 */
import { readAttackOptions } from './options.ts';
import { isProven, type Tried } from './run.ts';
import { suiteNames, suiteOf } from './suites.ts';
import { inWords } from './words.ts';

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const args = process.argv.slice(2);
const progress = (line: string) => process.stderr.write(`${line}\n`);
const tried: Tried[] = [];
const errors: { name: string; error: string }[] = [];
try {
  const { suites, only } = readAttackOptions(args, suiteNames);
  for (const suite of suites) {
    const { attacks, tryNamed } = await suiteOf(suite);
    const names = attacks.map(({ name }) => name);
    const unknown = only.find(name => !names.includes(name));
    if (unknown !== undefined) throw new TypeError(`no attack "${unknown}" in suite "${suite}"`);
    const chosen = names.filter(name => only.length === 0 || only.includes(name));
    progress(`${suite}: ${chosen.length} attacks, each against the real code and against a control`);
    const results = await tryNamed(chosen, progress);
    tried.push(...results.tried);
    errors.push(...results.errors);
  }
} catch (error) {
  errors.push({ name: 'attack', error: error instanceof Error ? error.message : String(error) });
}
const ok = errors.length === 0 && tried.length > 0 && tried.every(isProven);
const transitions = tried.find(one => one.transitions)?.transitions;
if (args.includes('--json'))
  console.log(
    JSON.stringify({
      ok,
      attacks: tried,
      ...(transitions ? { transitions } : {}),
      ...(errors.length > 0 ? { errors } : {}),
    }),
  );
else console.log(inWords(tried, errors));
process.exitCode = ok ? 0 : 1;
