/** `npm run retention`: what the service does by itself, by hand and to look at. */
import process from 'node:process';
import { ConfigError, createLogger } from '@visavis/service-kit';
import { findConnections } from './cli/connections.ts';
import { dryRun, dryRunJson, dryRunText } from './cli/dry-run.ts';
import { readOptions, usage, UsageError, type Options } from './cli/options.ts';
import { listOrphans } from './cli/orphans.ts';
import { purgeNow, type PurgeReport } from './cli/purge.ts';
import { verifyFile } from './cli/verify.ts';
import { closeContext, openContext } from './context.ts';

const print = (text: string) => process.stdout.write(`${text}\n`);
const tell = (text: string) => process.stderr.write(`${text}\n`);

/** @returns the exit code */
async function run(options: Options): Promise<number> {
  if (options.command === 'help') {
    print(usage);
    return 0;
  }
  if (options.command === 'orphans') return orphans(options.json);
  return options.command === 'verify-receipt' ? verify(options) : purge(options);
}

async function verify({ file, key, json }: Options & { command: 'verify-receipt' }): Promise<number> {
  const result = await verifyFile(file, key);
  if (json) print(JSON.stringify(result));
  else if (!result.ok) print(`This receipt proves nothing: ${result.fault}.`);
  else {
    const { identificationId, deletedAt, unreadableInBackupsFrom, counts } = result.leaf;
    print(
      `The receipt is genuine: identification ${identificationId} was deleted at ${deletedAt} with ${counts.segments} stored objects and ${counts.rows} database rows; unreadable in backups from ${unreadableInBackupsFrom}.`,
    );
  }
  return result.ok ? 0 : 1;
}

async function orphans(json: boolean): Promise<number> {
  const { config } = await findConnections(process.env);
  const found = await listOrphans(config);
  const bytes = found.reduce((sum, orphan) => sum + orphan.bytes, 0);
  if (json) print(JSON.stringify({ ok: true, orphans: found, bytes }));
  else
    print(
      [
        ...found.map(({ key }) => key),
        `${found.length} objects without identification, ${bytes} bytes.`,
      ].join('\n'),
    );
  return 0;
}

async function purge(options: Options & { command: 'purge' }): Promise<number> {
  const { config, embedded } = await findConnections(process.env);
  const asOf = options.asOf ?? new Date();
  if (options.dryRun) {
    const due = await dryRun(config, asOf);
    print(options.json ? JSON.stringify(dryRunJson(asOf, due)) : dryRunText(asOf, due));
    return 0;
  }
  if (options.asOf !== null && !embedded) {
    throw new UsageError(
      '--as-of deletes before its time; only an embedded stack may do that. Add --dry-run to see what would go.',
    );
  }
  const context = await openContext(config, createLogger('retention', config.logLevel, process.stderr));
  try {
    const onWait = (ms: number) =>
      tell(`Waiting ${Math.ceil(ms / 1000)} s until the last upload URL has expired.`);
    const report = await purgeNow(context, { asOf, wait: options.wait, onWait });
    print(options.json ? purgeJson(asOf, report, options.wait) : purgeText(report));
    return isClean(report, options.wait) ? 0 : 1;
  } finally {
    await closeContext(context);
  }
}

/** Nothing failed, and nothing is left but what was not to be waited for. */
const isClean = ({ left, failed }: PurgeReport, wait: boolean): boolean =>
  failed === 0 && (left.length === 0 || !wait);

function purgeJson(asOf: Date, report: PurgeReport, wait: boolean): string {
  const { receipts, left } = report;
  return JSON.stringify({
    ok: isClean(report, wait),
    dryRun: false,
    asOf: asOf.toISOString(),
    deleted: receipts.map(receipt => receipt.leaf.identificationId),
    left,
    receipts,
  });
}

const purgeText = ({ receipts, left, failed }: PurgeReport): string =>
  [
    ...receipts.map(({ leaf }) => `${leaf.identificationId}  deleted, receipt ${leaf.receiptId}`),
    ...left.map(id => `${id}  claimed, not deleted yet: the service goes on with it`),
    `${receipts.length} identifications deleted, ${left.length} left.`,
    ...(failed === 0 ? [] : ['Something failed (see above); the next run goes on with it.']),
  ].join('\n');

/** What a person can act on; anything else is told by its kind, since messages may quote data. */
function explain(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\n\n${usage}`;
  if (error instanceof ConfigError) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ECONNREFUSED')
    return 'The database or storage does not answer. Is the stack running (npm start)?';
  return `The command failed: ${error instanceof Error ? error.name : 'unknown error'} ${code}`.trimEnd();
}

try {
  process.exitCode = await run(readOptions(process.argv.slice(2)));
} catch (error) {
  tell(explain(error));
  process.exitCode = 1;
}
