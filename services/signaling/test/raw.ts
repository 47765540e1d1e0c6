import { request, type IncomingHttpHeaders } from 'node:http';

type Answer = { status: number | undefined; headers: IncomingHttpHeaders; text: string };

/** With any method, also those that `fetch` does not send. */
export const ask = (url: string, method: string, path: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { method, path }, answer => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
    });
    asked.once('error', reject).end();
  });
