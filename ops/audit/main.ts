/** `npm run audit -- verify|head`: whether the audit trail is what was recorded. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { readIdentity, type Identity } from '@visavis/service-kit';
import { z } from 'zod';
import { Fault } from './fault.ts';
import { readOptions, type Options } from './options.ts';
import { inWords } from './report.ts';
import { readHeads, writeHeads } from './signed-heads.ts';
import { verifyAll } from './verify.ts';

/** The part of an embedded stack's ready.json that is needed here. */
const ready = z.object({ databaseUrl: z.string(), embedded: z.object({ receiptKeyFile: z.string() }) });

/** `keyFile` is there only on an embedded stack, where receipts and heads are signed by one key. */
async function findStack(): Promise<{ databaseUrl: string; identity?: Identity; keyFile?: string }> {
  const { DATABASE_URL: databaseUrl, IDENTITY_DIR: folder, DATA_DIR: dataDir = '.data' } = process.env;
  if (databaseUrl) return { databaseUrl, ...(folder ? { identity: readIdentity(folder) } : {}) };
  const file = join(dataDir, 'ready.json');
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Fault(
      `${file} is missing: run npm start first, name its folder with DATA_DIR, or set DATABASE_URL`,
    );
  });
  const stack = ready.parse(JSON.parse(text));
  return { databaseUrl: stack.databaseUrl, keyFile: stack.embedded.receiptKeyFile };
}

/** @returns the exit code */
async function run({ command, head, key, json }: Options): Promise<number> {
  const { databaseUrl, identity, keyFile } = await findStack();
  const signingKey = key ?? keyFile;
  if (head !== undefined && signingKey === undefined) throw new Fault('--head needs the --key that signs it');
  const isCompared = head !== undefined && (command === 'verify' || existsSync(head));
  const signed = isCompared && signingKey !== undefined ? await readHeads(head, signingKey) : undefined;
  const { at, chains } = await verifyAll(databaseUrl, identity, signed);
  const ok = chains.every(({ damage }) => damage.length === 0);
  if (command === 'head' && ok && head !== undefined && signingKey !== undefined)
    await writeHeads(head, signingKey, {
      v: 1,
      at,
      chains: chains.map(({ organisationId, sequence, count, hash }) => ({
        organisationId,
        sequence,
        count,
        hash,
      })),
    });
  console.log(
    json ? JSON.stringify({ ok, at, comparedWith: signed?.at ?? null, chains }) : inWords(chains, signed?.at),
  );
  return ok ? 0 : 1;
}

const options = readOptions(process.argv.slice(2));
if ('usage' in options) {
  console.error(options.usage);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await run(options);
  } catch (error) {
    // anything but our own words may quote data
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    console.error(
      error instanceof Fault ? error.message : `The audit trail could not be verified. ${code}`.trimEnd(),
    );
    process.exitCode = 2;
  }
}
