import { gzipSync } from 'node:zlib';
import type { AccessAttack } from '../attack.ts';
import { ask, type Asked } from '../world/http.ts';

const deep = (depth: number, open: string, close: string, core: string): string =>
  open.repeat(depth) + core + close.repeat(depth);

type Case = [name: string, body: string | Buffer, headers?: Record<string, string>];
const megabytes = (n: number) => Buffer.alloc(n * 1024 * 1024, ' ');

const oversized = (): Case[] => [
  [
    '2 MB of JSON',
    JSON.stringify({ email: 'a@b.test', password: 'x'.repeat(2 * 1024 * 1024), totp: '123456' }),
  ],
  ['2 MB of spaces', Buffer.concat([Buffer.from('{}'), megabytes(2)])],
  ['64 MB packed to 64 KB', gzipSync(megabytes(64)), { 'content-encoding': 'gzip' }],
];

const malformed = (): Case[] => [
  ['30,000 arrays in each other', deep(30_000, '[', ']', '1')],
  ['8,000 objects in each other', deep(8_000, '{"a":', '}', '1')],
  ['half an object', '{"email":"a@b.test",'],
  ['a number', '1'],
  ['a string', '"x"'],
  ['null', 'null'],
  ['an array', '[]'],
  ['nothing', ''],
  ['a lone surrogate', '{"email":"\\ud800"}'],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ['NUL in text', '{"email":"a\\u0000@b.test","password":"x\\u0000","totp":"123456"}'],
  ['twice the same field', '{"email":"a@b.test","email":{"$ne":null},"password":"x","totp":"123456"}'],
  ['objects for text', '{"email":{"$gt":""},"password":{"$gt":""},"totp":{"$gt":""}}'],
  ['a form', 'email=a&password=b', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['multipart', '--x--', { 'content-type': 'multipart/form-data; boundary=x' }],
  [
    'XML',
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    { 'content-type': 'application/xml' },
  ],
  ['an unknown encoding', 'x', { 'content-encoding': 'zstd-of-mine' }],
  ['an unknown character set', '{}', { 'content-type': 'application/json; charset=klingon' }],
];

type Target = Pick<Asked, 'url' | 'path' | 'headers'>;

/** Those that are not refused with this status. */
async function taken(
  { url, path, headers }: Target,
  cases: readonly Case[],
  status: number,
): Promise<string[]> {
  const names: string[] = [];
  for (const [name, body, more = {}] of cases) {
    const asked = { url, method: 'POST', path, headers: { ...headers, ...more }, body };
    // cut off in the middle of sending is refused, too
    const reply = await ask(asked).catch((error: unknown) => {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE' || code === 'ECONNRESET') return undefined;
      throw error;
    });
    if (reply && reply.status !== status) names.push(`${name} (${reply.status})`);
  }
  return names;
}

export const malformedBodies: AccessAttack = {
  name: 'oversized-and-malformed-bodies',
  by: 'bodies are JSON objects of 64 KiB at most, counted while they are unpacked, and fit their schema',
  copy: 'input',
  defence: [
    {
      file: 'services/signaling/src/http/app.ts',
      find: "express.json({ limit: '64kb', strict: true });",
      replace: "express.json({ limit: '1gb', strict: false });",
    },
  ],
  run: async ({ consoleUrl, customerUrl, agentOrigin, own }) => {
    const targets: Target[] = [
      { url: consoleUrl, path: '/api/console/sign-in', headers: { origin: agentOrigin } },
      {
        url: customerUrl,
        path: '/api/v1/identifications',
        headers: { authorization: `Bearer ${own.apiKey}` },
      },
    ];
    const through: string[] = [];
    for (const target of targets)
      through.push(...(await taken(target, oversized(), 413)), ...(await taken(target, malformed(), 400)));
    const alive = await ask({ url: consoleUrl, path: '/api/console/session' });
    const tried = targets.length * (oversized().length + malformed().length);
    return {
      succeeded: through.length > 0 || alive.status !== 401,
      seen: `${tried} bodies: ${through.length === 0 ? 'all refused' : `read: ${through.join(', ')}`}`,
    };
  },
};
