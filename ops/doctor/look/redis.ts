import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { insideTls, type Identity } from '@visavis/service-kit';
import { ok, problem, reasonOf, type Finding } from '../finding.ts';

const check = 'redis';
const withinMs = 5_000;

/** Only asked for where there is one: a single signaling process does without. */
export async function lookAtRedis(
  redis: { url: string; password: string | undefined } | undefined,
  identity: Identity | undefined,
): Promise<Finding[]> {
  if (!redis) return [];
  try {
    const said = await ping(new URL(redis.url), redis.password, identity);
    if (said.includes('+PONG')) return [ok(check, 'Redis answers.')];
    throw new Error(said.split('\r\n').find(line => line.startsWith('-')) ?? 'no answer');
  } catch (error) {
    return [
      problem(check, {
        what: `Redis does not answer as wanted: ${reasonOf(error)}.`,
        why: 'Signaling processes tell each other of calls through it, and do not start without.',
        todo: 'Look at REDIS_URL (name, port, login) and at the server’s log.',
      }),
    ];
  }
}

/** RESP: AUTH where there is a password, then PING. @returns what the server said */
function ping(
  { protocol, hostname, port, username, password: inUrl }: URL,
  given: string | undefined,
  identity: Identity | undefined,
): Promise<string> {
  const words = (...all: string[]) =>
    `*${all.length}\r\n${all.map(word => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
  const password = given ?? decodeURIComponent(inUrl);
  const login = [decodeURIComponent(username), password].filter(part => part !== '');
  return new Promise((resolve, reject) => {
    const place = { host: hostname, port: Number(port || 6379) };
    const socket =
      protocol === 'rediss:'
        ? connectTls({ ...place, servername: hostname, ...(identity ? insideTls(identity) : {}) })
        : connect(place);
    let said = '';
    const end = () => {
      socket.destroy();
      resolve(said);
    };
    socket.setTimeout(withinMs, end);
    socket.on('error', reject);
    socket.on('close', () => resolve(said));
    socket.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (/\+PONG|^-/m.test(said)) end();
    });
    socket.write((password ? words('AUTH', ...login) : '') + words('PING'));
  });
}
