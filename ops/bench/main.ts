/**
 * `npm run bench [suite…]`: figures as ratios against a baseline measured in the same run. `--json` prints one JSON
 * object on standard output. `ok` and the exit code say that everything was measured; `met` says whether it is good.
 */
import { benchE2ee } from './e2ee/index.ts';
import { benchLogin } from './login/index.ts';
import { readBenchOptions } from './options.ts';
import { benchPhoto } from './photo/index.ts';
import type { BenchResult, Suite } from './result.ts';
import { inWords } from './words.ts';

const suites = new Map<string, Suite>([
  ['e2ee', benchE2ee],
  ['photo', benchPhoto],
  ['login', benchLogin],
]);

const args = process.argv.slice(2);
const progress = (line: string) => process.stderr.write(`${line}\n`);
const results: BenchResult[] = [];
let error: string | undefined;
try {
  const options = readBenchOptions(args, [...suites.keys()]);
  for (const name of options.suites) results.push(...((await suites.get(name)?.(progress)) ?? []));
} catch (cause) {
  error = cause instanceof Error ? cause.message : 'failed';
  progress(error);
}
const ok = error === undefined && results.length > 0;
if (args.includes('--json'))
  console.log(JSON.stringify({ ok, results, ...(error === undefined ? {} : { error }) }));
else if (results.length > 0) console.log(inWords(results));
process.exitCode = ok ? 0 : 1;
