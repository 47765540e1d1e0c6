import type { AccessAttack } from '../attack.ts';
import { exchange } from '../world/raw.ts';

const inner = 'GET /compat HTTP/1.1\r\nHost: x\r\n\r\n';
const post = 'POST /api/console/sign-in HTTP/1.1\r\nHost: x\r\n';

/** What a front and we might cut into requests differently (RFC 9112, sections 2.2, 5.1, 5.2, 6.1 and 6.3). */
const ambiguous: Record<string, string> = {
  'both lengths': `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`,
  'two lengths': `${post}Content-Length: 4\r\nContent-Length: 44\r\n\r\n${inner}`,
  'a length with a sign': `${post}Content-Length: +4\r\n\r\n${inner}`,
  'an unknown coding': `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${inner}`,
  'coding under a space': `${post}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${inner}`,
  'chunked, not last': `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${inner}`,
  'a folded line': `${post}X-A: b\r\n Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${inner}`,
  'CR alone': `${post}X-A: b\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`,
  'a bad chunk size': `${post}Transfer-Encoding: chunked\r\n\r\n0x4\r\nabcd\r\n0\r\n\r\n${inner}`,
};
const malformed: Record<string, string> = {
  'NUL in a value': `${post}X-A: b\0c\r\n\r\n`,
  '20 KB of headers': `${post}X-A: ${'a'.repeat(20_000)}\r\n\r\n`,
  '9,000 headers': `${post}${'A:b\r\n'.repeat(9000)}\r\n`,
  'a made-up method': 'VISAVIS / HTTP/1.1\r\nHost: x\r\n\r\n',
};

const statusesOf = async (url: string, bytes: string): Promise<string[]> =>
  [...(await exchange(url, bytes)).matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status = '']) => status);

export const smuggling: AccessAttack = {
  name: 'request-smuggling',
  by: 'the HTTP parser is strict: what is ambiguous is refused, and the connection closed before what follows',
  copy: 'input',
  defence: [
    {
      file: 'services/signaling/src/service.ts',
      find: 'createServer(patience, app)',
      replace: 'createServer({ ...patience, insecureHTTPParser: true }, app)',
    },
  ],
  run: async ({ consoleUrl, customerUrl }) => {
    const understood: string[] = [];
    const knock = async (
      url: string,
      name: string,
      bytes: string,
      isRefused: (statuses: string[]) => boolean,
    ) => {
      const statuses = await statusesOf(url, bytes);
      if (!isRefused(statuses)) understood.push(`${name} (${statuses.join(', ')})`);
    };
    await Promise.all(
      [consoleUrl, customerUrl].flatMap(url => [
        ...Object.entries(ambiguous).map(([name, bytes]) =>
          knock(url, name, bytes, ([, second = '400']) => second === '400'),
        ),
        ...Object.entries(malformed).map(([name, bytes]) =>
          knock(
            url,
            name,
            bytes,
            statuses => statuses.length === 1 && ['400', '431'].includes(statuses[0] ?? ''),
          ),
        ),
      ]),
    );
    const many = Object.keys(ambiguous).length + Object.keys(malformed).length;
    return {
      succeeded: understood.length > 0,
      seen: `${many} ambiguous or malformed requests to 2 listeners: ${understood.length === 0 ? 'all refused, no second one answered' : `understood: ${understood.join('; ')}`}`,
    };
  },
};
