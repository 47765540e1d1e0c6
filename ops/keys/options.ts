import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SUITE, type RecipientSuite } from '@visavis/e2ee';

export type KeysOptions =
  | { what: 'root'; tenant: string; out: string }
  | { what: 'evidence'; tenant: string; out: string; suite: RecipientSuite }
  | {
      what: 'list';
      rootKey: string;
      contract: string;
      version: number;
      threshold: number;
      days: number;
      recipients: string[];
    };

const usage = `Makes a company's keys and signs its recipient lists, on a machine of its own. Nothing leaves it.

  npm run keys -- root     --tenant ID --out root-key.json
  npm run keys -- evidence --tenant ID --out evidence-key.json [--classical]
  npm run keys -- list     --root-key root-key.json --contract ID --version N
                           --recipient one.json [--recipient two.json …] [--threshold M] [--days D]

  root       prints tenant, fingerprint and public key: all that the platform gets. The file certifies devices and
             signs lists
  evidence   prints the recipient (public) to be put into a list; the file opens evidence.
             P-384 with ML-KEM-1024; --classical makes P-384 alone
  list       prints the signed list. --version must be above the one in force; --threshold is how many of the
             recipients must come together (1); --days until nothing more is sealed for it (730)`;

const whole = (text: string): number | undefined => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);

/** What the command was asked for, or how it is used. */
export function readKeysOptions(args: string[]): KeysOptions | { usage: string } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        tenant: { type: 'string' },
        out: { type: 'string' },
        classical: { type: 'boolean', default: false },
        'root-key': { type: 'string' },
        contract: { type: 'string' },
        version: { type: 'string' },
        threshold: { type: 'string', default: '1' },
        days: { type: 'string', default: '730' },
        recipient: { type: 'string', multiple: true },
      },
    });
    // npm moves to the project's folder; paths are meant from where it was called
    const at = (path: string) => resolve(process.env.INIT_CWD ?? process.cwd(), path);
    const { tenant, out, classical, contract, recipient = [], 'root-key': rootKey } = values;
    const [what, ...more] = positionals;
    if (more.length > 0) return { usage };
    if (what === 'root' && tenant && out) return { what, tenant, out: at(out) };
    if (what === 'evidence' && tenant && out)
      return { what, tenant, out: at(out), suite: classical ? SUITE.ecdh : SUITE.hybrid };
    const [version, threshold, days] = [values.version ?? '', values.threshold, values.days].map(whole);
    const isList = what === 'list' && rootKey && contract && recipient.length > 0;
    if (!isList || version === undefined || threshold === undefined || days === undefined) return { usage };
    return { what, rootKey: at(rootKey), contract, version, threshold, days, recipients: recipient.map(at) };
  } catch (error) {
    // parseArgs names an unknown flag
    return { usage: `${error instanceof Error ? error.message : ''}\n\n${usage}` };
  }
}
