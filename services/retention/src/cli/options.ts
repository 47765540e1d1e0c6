import { parseArgs } from 'node:util';

export type Options =
  | { command: 'purge'; dryRun: boolean; asOf: Date | null; json: boolean; wait: boolean }
  | { command: 'verify-receipt'; file: string; key: string; json: boolean }
  | { command: 'orphans'; json: boolean }
  | { command: 'help' };

/** What the caller typed makes no sense, or may not be done here; the message is for them. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const usage = `npm run retention -- [options]
  purges what is due, and waits until the last upload URL has expired
  --dry-run         list what would go, change nothing
  --as-of DATE      as of this day (2027-03-01, from 00:00 UTC) or instant; without --dry-run only on an embedded stack
  --no-wait         leave what still waits for upload URLs to the service
  --json            one JSON object on stdout

npm run retention -- verify-receipt FILE --key PUBLIC_KEY_FILE
  checks a deletion receipt offline

npm run retention -- orphans
  lists stored objects that belong to no identification, changes nothing

Connections come from the environment of the service, or else from ready.json in DATA_DIR (.data).`;

/** @throws UsageError */
export function readOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  if (values.help === true) return { command: 'help' };
  const [command, file, ...rest] = positionals;
  const json = values.json === true;
  if (command === undefined) {
    if (values.key !== undefined) throw new UsageError('--key belongs to verify-receipt');
    return {
      command: 'purge',
      dryRun: values['dry-run'] === true,
      asOf: values['as-of'] === undefined ? null : readMoment(values['as-of']),
      json,
      wait: values['no-wait'] !== true,
    };
  }
  if (command === 'orphans') return { command, json };
  if (command !== 'verify-receipt') throw new UsageError(`unknown command ${command}`);
  if (file === undefined || values.key === undefined || rest.length > 0) {
    throw new UsageError('verify-receipt takes one file and --key');
  }
  return { command, file, key: values.key, json };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean' },
        'as-of': { type: 'string' },
        'no-wait': { type: 'boolean' },
        json: { type: 'boolean' },
        key: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'unknown option');
  }
}

/** A day counts from its first moment in UTC. */
function readMoment(text: string): Date {
  const [, day] = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z)?$/.exec(text) ?? [];
  const moment = new Date(text);
  // The 31st of February would become the 3rd of March.
  if (day === undefined || Number.isNaN(moment.getTime()) || !moment.toISOString().startsWith(day)) {
    throw new UsageError(
      `--as-of ${text} is neither a day (2027-03-01) nor an instant (2027-03-01T12:00:00Z)`,
    );
  }
  return moment;
}
