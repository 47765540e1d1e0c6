import { parseArgs } from 'node:util';

/** `npm run attack -- [suite…] [--only name…] [--json]`; no suite means all. @throws TypeError for an unknown flag or suite */
export function readAttackOptions(args: string[], known: readonly string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
    },
  });
  const unknown = positionals.find(name => !known.includes(name));
  if (unknown !== undefined) throw new TypeError(`no suite "${unknown}"; there are: ${known.join(', ')}`);
  return { json: values.json, only: values.only, suites: positionals.length > 0 ? positionals : known };
}
