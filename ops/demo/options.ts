import { parseArgs } from 'node:util';

/** `npm run demo -- --json --keep --calls 5`. @throws TypeError for an unknown flag */
export function readDemoOptions(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      /** Where screenshots and the data folder lie; kept. Without it a new folder below `.demo`. */
      folder: { type: 'string' },
      /** Calls whose times are measured; the first is the one whose evidence is opened. */
      calls: { type: 'string', default: '5' },
      /** `firefox`: only a short call, with Firefox at that end and Chromium at the other. */
      customer: { type: 'string', default: 'chromium' },
      agent: { type: 'string', default: 'chromium' },
    },
  });
  const calls = Number(values.calls);
  if (!Number.isInteger(calls) || calls < 1 || calls > 50)
    throw new TypeError('--calls takes a number from 1 to 50');
  return { json: values.json, folder: values.folder, calls, firefoxAt: firefoxAt(values) };
}

/** The end that Firefox is at, if any. @throws TypeError for another browser, and for Firefox at both ends */
function firefoxAt(browsers: { customer: string; agent: string }): 'customer' | 'agent' | undefined {
  for (const browser of [browsers.customer, browsers.agent])
    if (browser !== 'chromium' && browser !== 'firefox')
      throw new TypeError('--customer and --agent take chromium or firefox');
  const [end, other] = (['customer', 'agent'] as const).filter(role => browsers[role] === 'firefox');
  if (other) throw new TypeError('one end is Chromium');
  return end;
}
