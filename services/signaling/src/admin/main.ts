/** `npm run admin`: administers an installation without a browser. */
import process from 'node:process';
import { asPlatform, connect } from '@visavis/db';
import { ConfigError } from '@visavis/service-kit';
import { createBrakes } from '../access/brakes.ts';
import { refusalOf } from '../http/errors.ts';
import type { Answer } from './command.ts';
import { commands } from './commands/index.ts';
import { Fault, findInstallation } from './find-installation.ts';
import { readOptions, type Asked } from './options.ts';
import { inWords } from './words.ts';

async function run({ command, options, allowPipe }: Asked): Promise<Answer> {
  // before anything is done: a link that nobody has seen is none
  if (command.isSecret && !process.stdout.isTTY && !allowPipe)
    throw new Fault('The answer opens something: run this at a terminal, or say --allow-pipe.');
  const { identity, databaseUrl, dataKek, agentOrigin } = await findInstallation(process.env);
  const sql = connect(databaseUrl, 'visavis_signaling', { connections: 2, identity });
  try {
    const brakes = createBrakes(sql, dataKek);
    return await command.run({ brakes, agentOrigin, act: work => asPlatform(sql, work) }, options as never);
  } finally {
    await sql.end();
  }
}

/** @returns the exit code */
function fail(error: unknown, json: boolean): number {
  const refusal = refusalOf(error);
  if (refusal) {
    if (json) console.log(JSON.stringify({ ok: false, error: refusal }));
    else console.error(inWords(refusal));
    return 1;
  }
  // anything but our own words may quote data
  const isOurs = error instanceof Fault || error instanceof ConfigError;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  console.error(isOurs ? error.message : `It could not be done. ${code}`.trimEnd());
  return 2;
}

const asked = readOptions(commands, process.argv.slice(2));
if ('usage' in asked) {
  console.error(asked.usage);
  process.exitCode = 2;
} else {
  try {
    const { json, text } = await run(asked);
    console.log(asked.json ? JSON.stringify({ ok: true, ...json }) : text);
  } catch (error) {
    process.exitCode = fail(error, asked.json);
  }
}
