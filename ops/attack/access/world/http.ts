import { currentBrowser } from '@visavis/test-kit/user-agent';
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';

export type Reply = {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** Undefined where the body is no JSON. */
  json: unknown;
  milliseconds: number;
};

export type Asked = {
  /** Origin of a listener, as `http://127.0.0.1:8080`. */
  url: string;
  method?: string;
  /** Sent as it is: nothing is normalised. */
  path: string;
  headers?: Record<string, string>;
  /** A string or bytes go as they are, anything else as JSON. */
  body?: unknown;
  /** Source address, any of 127.0.0.0/8. */
  from?: string;
};

/** Every request opens a connection of its own: the source address is that of the connection. */
const agent = new Agent({ keepAlive: false });
const patienceMs = 120_000;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** @throws when the connection breaks or nothing comes for two minutes */
export function ask({ url, method = 'GET', path, headers = {}, body, from }: Asked): Promise<Reply> {
  const { hostname, port } = new URL(url);
  const bytes =
    body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const sent = httpRequest({
      agent,
      hostname,
      port,
      method,
      path,
      ...(from === undefined ? {} : { localAddress: from }),
      timeout: patienceMs,
      headers: {
        'user-agent': currentBrowser,
        ...(bytes === undefined ? {} : { 'content-type': 'application/json' }),
        ...(bytes === undefined ? {} : { 'content-length': String(Buffer.byteLength(bytes)) }),
        ...headers,
      },
    });
    sent.once('timeout', () => sent.destroy(new Error(`${method} ${path}: no answer`)));
    sent.once('error', reject);
    sent.once('response', response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          json: parse(text),
          milliseconds: performance.now() - began,
        });
      });
    });
    sent.end(bytes);
  });
}

/** The code of a refusal, or undefined. */
export const codeOf = ({ json }: Pick<Reply, 'json'>): string | undefined =>
  (json as { error?: { code?: string } } | undefined)?.error?.code;

/** All cookies that a reply sets, as a request sends them: the session's, and what the browser is known by. */
export const cookieIn = ({ headers }: Reply): string | undefined =>
  headers['set-cookie']?.map(cookie => cookie.split(';')[0]).join('; ');
