import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, superviseProcess } from '@visavis/embedded';
import { lookAtMediaPorts } from '../look/media-ports.ts';
import { lookAtTurn } from '../look/turn.ts';
import { openRelay, type TurnError } from './relay.ts';

const folder = mkdtempSync(join(tmpdir(), 'visavis-turn-'));
const secret = 'shared-between-signaling-and-coturn';
const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
  rmSync(folder, { recursive: true, force: true });
});

/** A real coturn with the compose file's configuration, on loopback. @returns its URL */
async function startTurn(change: (configuration: string) => string = text => text): Promise<string> {
  const port = await freePort();
  const template = readFileSync(join(import.meta.dirname, '../../compose/turn/turnserver.conf'), 'utf8');
  const file = join(folder, `${port}.conf`);
  const own = [
    change(template)
      .replace(/^listening-port=.*$/m, `listening-port=${port}`)
      .replace(/^pidfile=.*$/m, `pidfile=${folder}/${port}.pid`),
    'listening-ip=127.0.0.1',
    'relay-ip=127.0.0.1',
    'realm=example.com',
    `static-auth-secret=${secret}`,
    `userdb=${folder}/${port}.db`,
  ];
  writeFileSync(file, own.join('\n'));
  const turn = await superviseProcess({
    name: 'turn',
    command: 'turnserver',
    args: ['-c', file],
    env: { PATH: process.env.PATH },
    cwd: folder,
    log: () => undefined,
    ready: line => line.includes('SQLite DB connection success'),
    restart: false,
  });
  closers.push(turn.stop);
  return `turn:127.0.0.1:${port}`;
}

let strict: string;
/** One that also relays to this machine, where the test listens. */
let lenient: string;
beforeAll(async () => {
  strict = await startTurn();
  lenient = await startTurn(text => `${text.replace(/^denied-peer-ip=127.*$/m, '')}\nallow-loopback-peers\n`);
});

const look = (url: string, own = secret) =>
  lookAtTurn({
    turnUrls: [url],
    turn: { urls: [url], secret: own },
    customerOrigin: 'http://localhost:8080',
  });

test('an allocation shows that the TURN server works, and a wrong secret that it does not', async () => {
  expect(await look(strict)).toMatchObject([{ level: 'ok' }]);
  expect(await look(`${strict}?transport=tcp`)).toMatchObject([{ level: 'ok' }]);
  const [refused] = await look(strict, 'another secret');
  expect(refused).toMatchObject({ level: 'problem', what: `${strict} gives no relay: 401.` });
  expect(refused?.todo).toContain('TURN_SECRET');
});

test('a packet relayed to a media port arrives', async () => {
  const receiver = createSocket('udp4');
  receiver.bind(0, '127.0.0.1');
  await once(receiver, 'listening');
  const relay = await openRelay(lenient, secret);
  const arrived = once(receiver, 'message') as Promise<[Buffer, { address: string; port: number }]>;
  await relay.send({ address: '127.0.0.1', port: receiver.address().port }, Buffer.from('hello'));
  const [message, from] = await arrived;
  expect(message.toString()).toBe('hello');
  // through the relay's own ports, and not straight from here
  expect(from.port).toBeGreaterThanOrEqual(49_160);
  expect(from.port).toBeLessThanOrEqual(49_199);
  relay.close();
  receiver.close();
});

test('the media ports are tried by way of the TURN server', async () => {
  const port = await freePort();
  const media = {
    listen: [],
    announced: ['127.0.0.1'],
    mediaPorts: { min: port, max: port },
    isNodeAlive: false,
  };
  const tried = await lookAtMediaPorts({ ...media, turn: { urls: [lenient], secret } });
  expect(tried.map(({ level }) => level)).toEqual(['ok', 'ok']);
  // as composed, the relay leads nowhere inside
  const barred = await lookAtMediaPorts({ ...media, turn: { urls: [strict], secret } });
  expect(barred).toMatchObject([
    { level: 'ok' },
    { level: 'unknown', what: expect.stringContaining('403') as string },
  ]);
});

test('the relay leads to no special address, and to public ones', async () => {
  const relay = await openRelay(strict, secret);
  const answer = (address: string) =>
    relay.send({ address, port: 40_000 }, Buffer.from('x')).then(
      () => 'relayed',
      (error: unknown) => (error as TurnError).code,
    );
  for (const address of [
    ...[
      '0.0.0.1',
      '10.1.2.3',
      '100.64.0.1',
      '127.0.0.1',
      '169.254.169.254',
      '172.20.0.1',
      '192.0.0.8',
      '192.0.2.1',
    ],
    ...[
      '192.168.1.1',
      '198.18.0.1',
      '198.51.100.1',
      '203.0.113.1',
      '224.0.0.1',
      '240.0.0.1',
      '255.255.255.255',
    ],
  ])
    expect([address, await answer(address)]).toEqual([address, '403']);
  expect(await answer('93.184.215.14')).toBe('relayed');
  relay.close();
});

test('one user gets so many relays and no more, others still get theirs', async () => {
  const relays = [];
  for (let i = 0; i < 12; i++) relays.push(await openRelay(strict, secret, 'greedy'));
  await expect(openRelay(strict, secret, 'greedy')).rejects.toMatchObject({ code: '486' });
  relays.push(await openRelay(strict, secret, 'modest'));
  for (const relay of relays) relay.close();
});
