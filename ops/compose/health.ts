/**
 * The image's HEALTHCHECK: exit 0 when the service of this container can do its work. Which one it is, its first
 * process says (`tini -- node services/<name>/src/main.ts`), unless the argument names it.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as plainRequest, type ClientRequest } from 'node:http';
import { request } from 'node:https';
import process from 'node:process';
import { connect } from '@visavis/db';
import { insideTls, readIdentity } from '@visavis/service-kit';

const withinMs = 4_000;

const { env } = process;
const identity = env['IDENTITY_DIR'] ? readIdentity(env['IDENTITY_DIR']) : undefined;

/** Any answer will do: the listener is there, this service's certificate is good and the event loop turns. */
async function answers(port: number, path = '/'): Promise<void> {
  const options = { host: 'localhost', port, path, signal: AbortSignal.timeout(withinMs) };
  const asked: ClientRequest = identity
    ? request({ ...options, ...insideTls(identity) })
    : plainRequest(options);
  asked.end();
  await once(asked, 'response');
}

async function databaseAnswers(url: string): Promise<void> {
  const sql = connect(url, 'visavis_retention', { connections: 1, identity });
  try {
    await sql`select 1`;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const checks: Record<string, () => Promise<unknown>> = {
  signaling: () => Promise.all([answers(Number(env['PORT'])), answers(Number(env['PORT']) + 1)]),
  // socket.io answers a handshake without a transport at once, and by a refusal
  sfu: () => answers(Number(env['CONTROL_PORT']), '/socket.io/'),
  retention: () => databaseAnswers(env['DATABASE_URL'] ?? ''),
};

const name = process.argv[2] ?? /services\/(\w+)\//.exec(readFileSync('/proc/1/cmdline', 'utf8'))?.[1] ?? '';
const check = checks[name];
if (!check) throw new Error('no service to look after');
await check();
process.exit(0);
