import { parseArgs } from 'node:util';

/** `npm run bench -- [suite…] [--json]`; no suite means all. @throws TypeError for an unknown flag or suite */
export function readBenchOptions(args: string[], known: readonly string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const unknown = positionals.find(name => !known.includes(name));
  if (unknown !== undefined) throw new TypeError(`no suite "${unknown}"; there are: ${known.join(', ')}`);
  return { json: values.json, suites: positionals.length > 0 ? positionals : known };
}
