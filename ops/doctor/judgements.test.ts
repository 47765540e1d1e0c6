import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { reachOf, reachOfOrigin } from './addresses.ts';
import { certify, makeAuthority } from '../compose/authority.ts';
import { describeFinding } from './finding.ts';
import { judgeSkew } from './look/clock.ts';
import { judgeNodes } from './look/database.ts';
import { lookAtIdentity } from './look/identity.ts';
import { judgeReceiveBuffer } from './look/kernel.ts';
import { lookAtAnnouncedAddresses } from './look/media-address.ts';
import { lookAtSecretAges } from './look/secret-ages.ts';
import { parseTurnUrl } from './turn/relay.ts';

test.each([
  ['127.0.0.1', 'loopback'],
  ['::1', 'loopback'],
  ['10.1.2.3', 'private'],
  ['100.64.0.1', 'private'],
  ['169.254.1.1', 'private'],
  ['172.31.255.255', 'private'],
  ['172.32.0.0', 'public'],
  ['192.168.1.1', 'private'],
  ['fd00::1', 'private'],
  ['fe80::1', 'private'],
  ['203.0.113.10', 'public'],
  ['2001:db8::1', 'public'],
  ['::ffff:10.0.0.1', 'private'],
  ['ident.example.com', undefined],
])('%s is %s', (address, reach) => {
  expect(reachOf(address)).toBe(reach);
});

test.each([
  ['http://localhost:8080', 'loopback'],
  ['http://[::1]:8080', 'loopback'],
  ['https://192.168.1.10:8080', 'private'],
  ['https://desk.internal', 'private'],
  ['https://desk', 'private'],
  ['https://ident.example.com', 'public'],
])('%s is opened from %s', (origin, reach) => {
  expect(reachOfOrigin(origin)).toBe(reach);
});

test.each([
  ['http://localhost:8080', [], 'ok'],
  ['https://192.168.1.10:8080', ['192.168.1.10'], 'ok'],
  ['https://192.168.1.10:8080', ['127.0.0.1'], 'problem'],
  ['https://ident.example.com', ['203.0.113.10'], 'ok'],
  ['https://ident.example.com', ['10.0.0.5'], 'problem'],
  ['https://ident.example.com', ['media.example.com'], 'problem'],
  ['https://ident.example.com', [], 'problem'],
])('pages at %s with media at %j: %s', (customerOrigin, announced, level) => {
  const findings = lookAtAnnouncedAddresses({ customerOrigin, announced });
  expect(findings.map(finding => finding.level)).toEqual([level]);
});

const node = {
  controlUrl: 'http://sfu:4000',
  announcedAddresses: ['203.0.113.10'],
  capacity: 10,
  load: 0,
  draining: false,
  silentSeconds: 2,
};
const levels = (...nodes: (typeof node)[]) =>
  judgeNodes(nodes, 'https://ident.example.com').map(({ level }) => level);

test('a call needs a media node that lives, has room and tells an address in reach', () => {
  expect(levels(node)).toEqual(['ok']);
  expect(levels()).toEqual(['problem']);
  expect(levels({ ...node, draining: true })).toEqual(['problem']);
  expect(levels({ ...node, load: 10 })).toEqual(['problem']);
  expect(levels({ ...node, silentSeconds: 60 })).toEqual(['problem', 'warning']);
  expect(levels({ ...node, announcedAddresses: ['127.0.0.1'] })).toEqual(['ok', 'problem']);
});

test('clock and buffers', () => {
  expect(judgeSkew(1, 'x').level).toBe('ok');
  expect(judgeSkew(-12, 'x')).toMatchObject({ level: 'warning', what: 'The clock is 12 s behind x.' });
  expect(judgeSkew(90, 'x').level).toBe('problem');
  expect(judgeReceiveBuffer(212_992).level).toBe('warning');
  expect(judgeReceiveBuffer(4_194_304).level).toBe('ok');
});

test('whatever is not in order says what, why and what to do', () => {
  const [finding] = lookAtAnnouncedAddresses({ customerOrigin: 'https://ident.example.com', announced: [] });
  const lines = finding ? describeFinding(finding).split('\n') : [];
  expect(lines.map(line => line.trim().split(/[ :]/)[0])).toEqual(['PROBLEM', 'Why', 'What']);
});

test.each([
  ['turn:turn.example.com', { host: 'turn.example.com', port: 3478, scheme: 'turn', transport: 'udp' }],
  ['turn:192.0.2.1:3479?transport=tcp', { host: '192.0.2.1', port: 3479, scheme: 'turn', transport: 'tcp' }],
  ['turns:[2001:db8::1]', { host: '[2001:db8::1]', port: 5349, scheme: 'turns', transport: 'udp' }],
])('%s is read', (url, parts) => {
  expect(parseTurnUrl(url)).toEqual(parts);
});

test('that the certificates inside expire is said thirty days ahead', async () => {
  const identity = await certify(await makeAuthority(), 'signaling', 40);
  const after = (days: number) =>
    lookAtIdentity(identity, Date.now() + days * 86_400_000).map(({ level }) => level);
  expect([after(9), after(11), after(39), after(41)]).toEqual([
    ['ok'],
    ['warning'],
    ['warning'],
    ['problem'],
  ]);
  expect(lookAtIdentity(undefined)).toEqual([]);
});

test('that a secret is old is said thirty days ahead', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'visavis-doctor-')), 'data-kek');
  onTestFinished(() => rmSync(dirname(file), { recursive: true }));
  writeFileSync(file, 'secret');
  const after = (days: number) =>
    lookAtSecretAges({ DATA_KEK_FILE: file }, Date.now() + days * 86_400_000).map(({ level }) => level);
  expect([after(0), after(335), after(336), after(400)]).toEqual([['ok'], ['ok'], ['warning'], ['warning']]);
  expect(lookAtSecretAges({ SESSION_SECRET_FILE: `${file}.gone` })).toEqual([]);
});
