import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { consoleApi, type Endpoint } from '@visavis/protocol';
import type { AccessAttack } from '../attack.ts';
import { ask, codeOf } from '../world/http.ts';

const foreign = (own: string, customers: string): (string | undefined)[] => [
  undefined,
  'null',
  'https://evil.test',
  customers,
  `${own}.evil.test`,
  own.replace('http:', 'https:'),
  own.replace('localhost', '127.0.0.1'),
];

/** A page on another origin sends what a form or a script of it can send, with the victim's cookie. */
export const csrf: AccessAttack = {
  name: 'cross-site-requests',
  by: "whatever may change something names the console's own origin; the cookie is SameSite=Strict besides",
  copy: 'borders',
  defence: [
    {
      file: 'services/signaling/src/http/origin-guard.ts',
      find: "next(new Refused('origin_not_allowed'))",
      replace: 'next(Refused && undefined)',
    },
  ],
  sampled: true,
  run: async ({ people, own, consoleUrl, agentOrigin, customerOrigin }) => {
    const cookie = await people.signIn(await people.make(own.tenantId, ['compliance']));
    const unsafe = Object.values<Endpoint>(consoleApi).filter(({ method }) => method !== 'get');
    let tried = 0;
    const through: string[] = [];
    for (const { method, path } of unsafe)
      for (const origin of foreign(agentOrigin, customerOrigin)) {
        tried++;
        const reply = await ask({
          url: consoleUrl,
          method: method.toUpperCase(),
          path: path.replaceAll(/\{\w+\}/g, randomUUID()),
          headers: { cookie, 'content-type': 'text/plain', ...(origin === undefined ? {} : { origin }) },
          body: '{}',
        });
        if (codeOf(reply) !== 'origin_not_allowed') through.push(`${method} ${path}`);
      }
    return {
      succeeded: through.length > 0,
      seen: `${tried} requests to ${unsafe.length} routes under ${foreign('', '').length} origins, ${through.length} not refused`,
    };
  },
};

/** Whether a listener upgrades to WebSocket for a page of this origin. */
const upgrades = (url: string, headers: Record<string, string>): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const asked = request(`${url}/socket.io/?EIO=4&transport=websocket`, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
        ...headers,
      },
    });
    asked.once('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(true);
    });
    asked.once('response', response => {
      response.resume();
      resolve(false);
    });
    asked.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET') resolve(false);
      else reject(error);
    });
    asked.end();
  });

export const crossSiteSockets: AccessAttack = {
  name: 'cross-site-sockets',
  by: 'both listeners open sockets for pages of their own origin only',
  copy: 'borders',
  defence: [
    {
      file: 'services/signaling/src/socket/server.ts',
      find: 'if (request.headers.origin === origin) decide(null, true);',
      replace: 'if (request.headers.origin !== origin || origin) decide(null, true);',
    },
  ],
  sampled: true,
  run: async ({ people, own, consoleUrl, customerUrl, agentOrigin, customerOrigin }) => {
    const cookie = await people.signIn(await people.make(own.centreId, ['agent']));
    if (!(await upgrades(consoleUrl, { cookie, origin: agentOrigin })))
      throw new Error('not even the own page gets a socket');
    let opened = 0;
    const listeners = [
      [consoleUrl, foreign(agentOrigin, customerOrigin)],
      [customerUrl, foreign(customerOrigin, agentOrigin)],
    ] as const;
    for (const [url, origins] of listeners)
      for (const origin of origins)
        if (await upgrades(url, { cookie, ...(origin === undefined ? {} : { origin }) })) opened++;
    return { succeeded: opened > 0, seen: `${opened} sockets opened under 7 foreign origins at 2 listeners` };
  },
};
