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
    },
  });
  const calls = Number(values.calls);
  if (!Number.isInteger(calls) || calls < 1 || calls > 50)
    throw new TypeError('--calls takes a number from 1 to 50');
  return { json: values.json, folder: values.folder, calls };
}
