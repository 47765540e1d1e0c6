import { parseArgs } from 'node:util';
import type { SiteName } from '../hashes/hash-list.ts';

const USAGE =
  'usage: npm run compare-site -- https://CUSTOMERS https://CONSOLE [--hashes FILE] [--json]; "-" leaves a site out';

export interface CompareOptions {
  origins: { site: SiteName; origin: string }[];
  hashes: string;
  json: boolean;
}

function readOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') throw new TypeError(`"${text}" is no origin`);
  return url.origin;
}

/** Two origins, the customers' and the console's. @throws TypeError that says what is wrong */
export function readCompareOptions(args: string[]): CompareOptions {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      hashes: { type: 'string', default: 'release-hashes.json' },
      json: { type: 'boolean', default: false },
    },
  });
  const [customer, agent, ...others] = positionals;
  if (customer === undefined || agent === undefined || others.length > 0) throw new TypeError(USAGE);
  const origins = [
    { site: 'customer' as const, text: customer },
    { site: 'agent' as const, text: agent },
  ]
    .filter(({ text }) => text !== '-')
    .map(({ site, text }) => ({ site, origin: readOrigin(text) }));
  if (origins.length === 0) throw new TypeError(USAGE);
  return { origins, ...values };
}
