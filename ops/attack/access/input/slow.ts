import type { AccessAttack } from '../attack.ts';
import { ask } from '../world/http.ts';
import { openRaw, pause, type Raw } from '../world/raw.ts';
import type { World } from '../world/world.ts';

/** What is sent at first, and then each second. */
const slowly: Record<string, [first: string, then: string]> = {
  silent: ['', ''],
  'half a header': ['GET / HTTP/1.1\r\nHost: x\r\nX-A: ', 'a'],
  'header after header': ['GET / HTTP/1.1\r\nHost: x\r\n', 'X-A: b\r\n'],
  'byte by byte': [
    'POST /api/console/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n',
    ' ',
  ],
  'chunk by chunk': [
    'POST /api/v1/identifications HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n',
    '1\r\n \r\n',
  ],
  'a socket that says nothing': [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nOrigin: ORIGIN\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    '',
  ],
};

const each = 10;
const seconds = 45;

async function open(world: World): Promise<{ name: string; raw: Raw; then: string }[]> {
  const { consoleUrl, customerUrl, agentOrigin, customerOrigin } = world;
  const opened = [];
  for (const [url, origin] of [
    [consoleUrl, agentOrigin],
    [customerUrl, customerOrigin],
  ] as const)
    for (const [name, [first, then]] of Object.entries(slowly))
      for (let number = 0; number < each; number++) {
        const raw = await openRaw(url);
        raw.socket.write(first.replace('ORIGIN', origin));
        opened.push({ name, raw, then });
      }
  return opened;
}

export const slowRequests: AccessAttack = {
  name: 'slow-requests',
  by: 'headers have to be there within 10 s, a request within 30 s, the first word on a socket within 10 s; else the connection is closed',
  copy: 'input',
  defence: [
    {
      file: 'services/signaling/src/service.ts',
      find: 'headersTimeout: 10_000, requestTimeout: 30_000,',
      replace: 'headersTimeout: 0, requestTimeout: 0,',
    },
  ],
  waits: true,
  run: async world => {
    const opened = await open(world);
    const served: boolean[] = [];
    for (let second = 0; second < seconds; second++) {
      await pause(1000);
      for (const { raw, then } of opened) if (raw.isOpen() && then !== '') raw.socket.write(then);
      if (second % 5 === 0)
        served.push((await ask({ url: world.consoleUrl, path: '/api/console/session' })).status === 401);
      if (opened.every(({ raw }) => !raw.isOpen())) break;
    }
    const left = opened.filter(({ raw }) => raw.isOpen());
    for (const { raw } of opened) raw.socket.destroy();
    const names = [...new Set(left.map(({ name }) => name))];
    return {
      succeeded: left.length > 0 || served.includes(false),
      seen: `${opened.length} slow or silent connections, ${left.length} open after ${seconds} s${left.length > 0 ? ` (${names.join(', ')})` : ''}; others were ${served.includes(false) ? 'not ' : ''}served meanwhile`,
    };
  },
};
