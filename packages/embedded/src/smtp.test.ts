import { connect } from 'node:net';
import { once } from 'node:events';
import { request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { startSmtp } from './smtp.ts';

/** Speaks SMTP (RFC 5321) one line at a time, each after the answer to the last. */
const send = async (url: string, lines: string[]): Promise<void> => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  for (const line of lines) {
    await once(socket, 'data');
    socket.write(`${line}\r\n`);
  }
  await once(socket, 'data');
  socket.end();
};

const status = async (url: string, host: string): Promise<number | undefined> => {
  const asked = request(url, { headers: { host } }).end();
  const [response] = (await once(asked, 'response')) as [{ statusCode?: number; resume: () => void }];
  response.resume();
  return response.statusCode;
};

test('a mail shows on the page, decoded and escaped, and nowhere else', async () => {
  const smtp = await startSmtp({ log: () => undefined });
  onTestFinished(() => smtp.stop());
  const arrived = smtp.waitFor(({ to }) => to.includes('anna@example.org'));
  const body = [
    'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'See <b>http://localhost:8080/i/1=',
    '23</b>',
    '.',
  ];
  await send(smtp.url, [
    'HELO me',
    'MAIL FROM:<a@example.org>',
    'RCPT TO:<anna@example.org>',
    'DATA',
    body.join('\r\n'),
  ]);
  expect(await arrived).toMatchObject({ subject: 'Grüße', text: 'See <b>http://localhost:8080/i/123</b>\n' });
  const page = await (await fetch(smtp.mailUrl)).text();
  expect(page).toContain('Grüße');
  expect(page).toContain('href="http://localhost:8080/i/123');
  expect(page).not.toContain('<b>');
  expect(await status(smtp.mailUrl, 'evil.example')).toBe(403);
  expect(await status(smtp.mailUrl, new URL(smtp.mailUrl).host)).toBe(200);
});
