/**
 * The image's HEALTHCHECK: exit 0 when the service of this container can do its work. Which one it is, its first
 * process says (`tini -- node services/<name>/src/main.ts`), unless the argument names it.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { connect } from '@visavis/db';

const withinMs = 4_000;

/** Any answer will do: the listener is there and the event loop turns. */
const answers = async (port: number): Promise<void> => {
  await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual', signal: AbortSignal.timeout(withinMs) });
};

/** socket.io answers a handshake without a transport at once, and by a refusal. */
const controlAnswers = async (port: number): Promise<void> => {
  await fetch(`http://127.0.0.1:${port}/socket.io/`, { signal: AbortSignal.timeout(withinMs) });
};

async function databaseAnswers(url: string): Promise<void> {
  const sql = connect(url, 'visavis_retention', { connections: 1 });
  try {
    await sql`select 1`;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const { env } = process;
const checks: Record<string, () => Promise<unknown>> = {
  signaling: () => Promise.all([answers(Number(env['PORT'])), answers(Number(env['PORT']) + 1)]),
  sfu: () => controlAnswers(Number(env['CONTROL_PORT'])),
  retention: () => databaseAnswers(env['DATABASE_URL'] ?? ''),
};

const name = process.argv[2] ?? /services\/(\w+)\//.exec(readFileSync('/proc/1/cmdline', 'utf8'))?.[1] ?? '';
const check = checks[name];
if (!check) throw new Error('no service to look after');
await check();
process.exit(0);
