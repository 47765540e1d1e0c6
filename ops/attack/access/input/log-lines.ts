import { randomBytes } from 'node:crypto';
import type { AccessAttack } from '../attack.ts';
import { ask, type Asked } from '../world/http.ts';
import { exchange, pause } from '../world/raw.ts';
import { orderFor } from '../world/tenants.ts';

/** A line that would pass for one of ours, if it came to stand in the log. */
const forgedLine = (mark: string) =>
  `\r\n{"level":"info","service":"signaling","message":"sign-in done ${mark}"}\r\nX-Injected: ${mark}\r\n\u001b[2J\u0000\u2028`;

const fields = ['level', 'time', 'service', 'message'];
const isOurs = (line: string): boolean => {
  try {
    const parsed = JSON.parse(line) as Record<string, unknown>;
    return fields.every(field => typeof parsed[field] === 'string');
  } catch {
    return false;
  }
};

export const logInjection: AccessAttack = {
  name: 'header-and-log-injection',
  by: 'a log line is one JSON object of constant texts and allowed fields; nothing that is sent comes back in a header',
  copy: 'input',
  defence: [
    {
      file: 'services/signaling/src/http/errors.ts',
      find: '    const refusal = refusalOf(error);\n',
      replace:
        '    const refusal = refusalOf(error);\n    process.stdout.write(`refused ${unescape(request.originalUrl)} ${JSON.stringify(request.body)}\\n`);\n',
    },
  ],
  run: async ({ consoleUrl, customerUrl, agentOrigin, own, processes }) => {
    const mark = randomBytes(6).toString('hex');
    const line = forgedLine(mark);
    const inUrl = encodeURIComponent(line);
    const order = orderFor(own.contractId);
    const { person } = order;
    const key = { authorization: `Bearer ${own.apiKey}` };
    const requests: Asked[] = [
      ...[consoleUrl, customerUrl].flatMap(url =>
        [`/${inUrl}`, `/?q=${inUrl}`, `/api/${inUrl}`, `/api/v1/identifications/${inUrl}`].map(path => ({
          url,
          path,
          headers: key,
        })),
      ),
      {
        url: consoleUrl,
        path: '/api/console/session',
        headers: { cookie: `visavis=${inUrl}`, 'user-agent': inUrl },
      },
      {
        url: consoleUrl,
        method: 'POST',
        path: '/api/console/sign-in',
        headers: { origin: agentOrigin },
        body: { email: `${line}@example.test`, password: line, totp: '123456' },
      },
      {
        url: customerUrl,
        method: 'POST',
        path: '/api/v1/identifications',
        headers: key,
        body: {
          ...order,
          reference: line.slice(0, 100),
          person: { ...person, givenNames: line.slice(0, 100) },
        },
      },
      {
        url: customerUrl,
        method: 'POST',
        path: '/api/v1/identifications',
        headers: key,
        body: { ...order, person: { ...person, birthDate: line } },
      },
    ];
    const replies = await Promise.all(requests.map(ask));
    const split = await exchange(consoleUrl, `GET /x${line} HTTP/1.1\r\nHost: x\r\n\r\n`);
    const injected = replies.filter(({ headers }) => 'x-injected' in headers).length;
    // what they still have to say
    await pause(1000);
    const lines = processes.flatMap(process => process.lines);
    const foreign = lines.filter(one => one !== '' && (!isOurs(one) || one.includes(mark)));
    return {
      succeeded: injected > 0 || foreign.length > 0 || /^x-injected/im.test(split),
      seen: `line breaks and control characters in ${requests.length + 1} requests: ${injected} headers injected, ${foreign.length} of ${lines.length} lines of the log not ours`,
    };
  },
};
