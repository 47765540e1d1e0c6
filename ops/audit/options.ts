import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export type Options = {
  command: 'verify' | 'head';
  /** A head that was signed earlier; `head` replaces it. */
  head: string | undefined;
  /** A JWK on P-384: `head` signs with its private half, `verify` needs the public one. */
  key: string | undefined;
  json: boolean;
};

const usage = `Reads every audit chain and says whether anything was changed, removed, inserted or reordered.

  npm run audit -- verify [--head FILE [--key PUBLIC_KEY]] [--json]
  npm run audit -- head --head FILE [--key PRIVATE_KEY] [--json]

  verify   recomputes every hash; with --head also finds a tail that was cut together with the chain's own head, and
           a chain that was made anew
  head     does the same, and if all holds signs where each chain stands now into FILE. Keep it, and the key,
           where nobody who can write to the database can write
  --key    a JWK on P-384. Without it, the key of an embedded stack
  --json   one JSON object on standard output

The database is that of DATABASE_URL (a login that sees all rows: the owner of the schema; its certificate is in
IDENTITY_DIR, where one is needed), or else of the stack whose
ready.json is in DATA_DIR (.data). Exit code: 0 all holds, 1 damage was found, 2 it could not be verified.`;

/** What the command was asked for, or how it is used. */
export function readOptions(args: string[]): Options | { usage: string } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        head: { type: 'string' },
        key: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const [command, ...more] = positionals;
    if ((command !== 'verify' && command !== 'head') || more.length > 0) return { usage };
    if (values.head === undefined && (command === 'head' || values.key !== undefined)) return { usage };
    // npm moves to the project's folder; paths are meant from where it was called
    const at = (path: string | undefined) =>
      path === undefined ? undefined : resolve(process.env.INIT_CWD ?? process.cwd(), path);
    return { command, head: at(values.head), key: at(values.key), json: values.json };
  } catch (error) {
    // parseArgs names an unknown flag
    return { usage: `${error instanceof Error ? error.message : ''}\n\n${usage}` };
  }
}
