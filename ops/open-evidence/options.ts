import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface OpenOptions {
  archive: string;
  /** As many as the recipient list asks for. */
  keys: string[];
  /** The fingerprint of the tenant's root, as typed. */
  root: string;
  out: string;
  json: boolean;
}

const usage = `Opens the evidence of one identification, without any server.

  npm run open-evidence -- ARCHIVE.zip --key evidence-key.json [--key …] --root FINGERPRINT --out FOLDER [--json]

  ARCHIVE.zip   the evidence as downloaded from the console or the REST interface
  --key         an evidence key file of your company; it is only read. Several where several people must agree
  --root        the fingerprint of your company's root key, from your own papers
  --out         a folder that does not exist yet or is empty
  --json        one line of JSON instead of words

Exit code: 0 complete, 3 incomplete or wrong, 1 refused.`;

/** What the command was asked for, or how it is used. */
export function readOpenOptions(args: string[]): OpenOptions | { usage: string } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        key: { type: 'string', multiple: true },
        root: { type: 'string' },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const [archive, ...more] = positionals;
    const { key: keys = [], root, out, json } = values;
    if (!archive || more.length > 0 || keys.length === 0 || !root || !out) return { usage };
    // npm moves to the project's folder; paths are meant from where it was called
    const here = process.env.INIT_CWD ?? process.cwd();
    const at = (path: string) => resolve(here, path);
    return { archive: at(archive), keys: keys.map(at), root, out: at(out), json };
  } catch (error) {
    // parseArgs names an unknown flag
    return { usage: `${error instanceof Error ? error.message : ''}\n\n${usage}` };
  }
}
