import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { request as plainRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { reachOf, reachOfOrigin } from '../addresses.ts';
import { ok, problem, reasonOf, warning, type Finding } from '../finding.ts';

const withinMs = 8_000;
const dayMs = 86_400_000;
const certificateDaysLeast = 14;

export type Answer = {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
  /** Of the certificate, when there is one. */
  validUntil: Date | undefined;
};

/** @throws Error of the network or of TLS; the certificate is checked as browsers do */
export function ask(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const request = url.startsWith('https:') ? tlsRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const asked: ClientRequest = request(url, {
      method,
      headers,
      agent: false,
      signal: AbortSignal.timeout(withinMs),
    });
    const done = (answer: IncomingMessage, body: string) =>
      resolve({
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        body,
        validUntil: expiryOf(answer),
      });
    asked.on('error', reject);
    asked.on('upgrade', (answer, socket) => {
      done(answer, '');
      socket.destroy();
    });
    asked.on('response', answer => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (body += body.length < 65_536 ? chunk : ''));
      answer.on('end', () => done(answer, body));
      answer.on('error', reject);
    });
    asked.end();
  });
}

function expiryOf({ socket }: IncomingMessage): Date | undefined {
  const certificate = 'getPeerCertificate' in socket ? (socket as TLSSocket).getPeerCertificate() : undefined;
  return certificate?.valid_to ? new Date(certificate.valid_to) : undefined;
}

/** Name, certificate, page and socket of one of the two origins. */
export async function lookAtPages(who: 'customer' | 'agent', origin: string): Promise<Finding[]> {
  const check = `${who}-page`;
  const variable = who === 'customer' ? 'PUBLIC_CUSTOMER_URL' : 'PUBLIC_AGENT_URL';
  const resolved = await lookAtName(check, variable, origin);
  if (resolved.level === 'problem') return [resolved];
  try {
    const answer = await ask(`${origin}/`);
    return [
      resolved,
      ...lookAtScheme(check, variable, origin),
      ...lookAtPage(check, origin, answer),
      ...lookAtCertificate(check, answer),
      await lookAtSocket(who, origin),
    ];
  } catch (error) {
    return [
      resolved,
      problem(check, {
        what: `${origin} does not answer: ${reasonOf(error)}.`,
        why: `Nobody can open the ${who}’s page.`,
        todo: 'Is the TLS front up, its port open in the firewall, and its certificate for this name and from an authority that browsers trust?',
      }),
    ];
  }
}

async function lookAtName(check: string, variable: string, origin: string): Promise<Finding> {
  const { hostname } = new URL(origin);
  const name = hostname.replace(/^\[|\]$/g, '');
  try {
    const addresses = (await lookup(name, { all: true })).map(({ address }) => address);
    const meant = reachOfOrigin(origin);
    if (meant === 'public' && !addresses.some(address => reachOf(address) === 'public'))
      return warning(check, {
        what: `${name} leads to ${addresses.join(', ')} as seen from here, which is not a public address.`,
        why: 'If callers are told the same, they cannot get here.',
        todo: `Look the name up from outside; its record must hold the public address (${variable}).`,
      });
    return ok(check, `${name} leads to ${addresses.join(', ')}.`);
  } catch (error) {
    return problem(check, {
      what: `The name ${name} is not known: ${reasonOf(error)}.`,
      why: 'Browsers look it up before anything else.',
      todo: `Add a DNS record, or correct ${variable}.`,
    });
  }
}

function lookAtScheme(check: string, variable: string, origin: string): Finding[] {
  if (origin.startsWith('https:') || reachOfOrigin(origin) === 'loopback') return [];
  return [
    problem(check, {
      what: `${origin} is not HTTPS.`,
      why: 'Browsers give camera and microphone to secure pages only.',
      todo: `Put the TLS front before it and set ${variable} to the https address.`,
    }),
  ];
}

function lookAtPage(check: string, origin: string, { status, headers, body }: Answer): Finding[] {
  const isOurs = status === 200 && body.includes('<html') && headers['content-security-policy'] !== undefined;
  if (isOurs) {
    // the policy names the page's own socket: another name there means another configuration
    const socket = origin.replace(/^http/, 'ws');
    if (String(headers['content-security-policy']).includes(socket)) return [ok(check, `${origin} answers.`)];
    return [
      problem(check, {
        what: `${origin} answers, but serves a page made for another address.`,
        why: 'Its sockets and requests are refused, because the origin is not the one that was configured.',
        todo: 'Give the signaling service the same PUBLIC_CUSTOMER_URL and PUBLIC_AGENT_URL, and start it again.',
      }),
    ];
  }
  return [
    problem(check, {
      what: `${origin} answers with status ${status} and not with our page.`,
      why: 'Something else stands at this address, or the signaling service behind the front is down.',
      todo: 'Look at the front’s upstream and at the log of the signaling service.',
    }),
  ];
}

function lookAtCertificate(check: string, { validUntil }: Answer, now = Date.now()): Finding[] {
  if (!validUntil) return [];
  const days = Math.floor((validUntil.getTime() - now) / dayMs);
  if (days >= certificateDaysLeast) return [ok(check, `Its certificate is valid for ${days} more days.`)];
  return [
    warning(check, {
      what: `Its certificate is valid for ${days} more days only.`,
      why: 'When it is over, browsers refuse the page.',
      todo: 'Renew it, and see why the renewal did not happen by itself.',
    }),
  ];
}

async function lookAtSocket(who: string, origin: string): Promise<Finding> {
  const check = `${who}-socket`;
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    origin,
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
  };
  const status = await ask(`${origin}/socket.io/?EIO=4&transport=websocket`, upgrade)
    .then(answer => answer.status)
    .catch(() => 0);
  if (status === 101) return ok(check, `WebSockets pass to ${origin}.`);
  return problem(check, {
    what: `WebSockets do not pass to ${origin} (status ${status}).`,
    why: 'Queue and calls live on them; there is no other way in.',
    todo: 'Let the front pass on the headers Upgrade and Connection, and Origin unchanged; look for a proxy in between.',
  });
}
