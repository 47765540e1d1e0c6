import { request as httpRequest } from 'node:http';
import { generate } from 'otplib';
import { fromBase64Url, openContentKey, openSegment, readRecipientList, toBase64Url } from '@visavis/e2ee';
import { sealedTestObject, testObject, testObjectAttempt, type Role } from '@visavis/protocol';
import { currentBrowser } from '@visavis/test-kit';
import { agentOrigin, type Stack, type Tenant } from './stack.ts';

export type Reply = { status: number; body: unknown; response: Response };

async function reply(response: Response): Promise<Reply> {
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  return { status: response.status, body: isJson ? await response.json() : undefined, response };
}

/** A tenant's own system. */
export function apiClient(stack: Stack, tenant: Tenant) {
  return async (method: string, path: string, body?: unknown): Promise<Reply> =>
    reply(
      await fetch(`${stack.customerUrl}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${tenant.apiKey.key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
}

/** The code of now, or of so many steps later: each is good once. */
export const codeOf = (totpSecret: string, stepsLater = 0): Promise<string> =>
  generate({ secret: totpSecret, epoch: Math.floor(Date.now() / 1000) + 30 * stepsLater });

/** The code of now is good once more, so that a test may sign the same person in several times without waiting. */
export const forgetSteps = async ({ database }: Stack): Promise<void> => {
  await database.sql.begin(async sql => {
    await sql`alter table app_user disable trigger totp_step_once`;
    await sql`update app_user set totp_last_step = 0`;
    await sql`alter table app_user enable trigger totp_step_once`;
  });
};

type Sent = {
  body?: unknown;
  cookie?: string;
  origin?: string | null;
  userAgent?: string;
  /** Source address, any of 127.0.0.0/8: each /24 is a network of its own. */
  from?: string;
};

export async function consoleRequest(
  stack: Stack,
  method: string,
  path: string,
  { body, cookie, origin = agentOrigin, userAgent = currentBrowser, from }: Sent = {},
): Promise<Reply> {
  const url = `${stack.consoleUrl}/api/console${path}`;
  const sent = {
    method,
    headers: {
      ...(origin === null ? {} : { origin }),
      ...(cookie === undefined ? {} : { cookie }),
      'user-agent': userAgent,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  return reply(await (from === undefined ? fetch(url, sent) : fetchFrom(from, url, sent)));
}

type Plain = { method: string; headers: Record<string, string>; body?: string };

/** As `fetch`, which cannot choose where it comes from. */
const fetchFrom = (from: string, url: string, { method, headers, body }: Plain): Promise<Response> =>
  new Promise((resolve, reject) => {
    const asked = httpRequest(url, { method, headers, localAddress: from, agent: false }, answer => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject).once('end', () => {
        const told = new Headers();
        for (const [name, values = []] of Object.entries(answer.headersDistinct))
          for (const value of values) told.append(name, value);
        const bytes = Buffer.concat(chunks);
        const content = bytes.length > 0 ? bytes : null;
        resolve(new Response(content, { status: answer.statusCode ?? 0, headers: told }));
      });
    });
    asked.once('error', reject).end(body);
  });

/** All that a reply sets, as a request sends them: a sign-in also sets what the browser is known by. */
export const cookieOf = ({ response }: Reply): string | undefined => {
  const cookies = response.headers.getSetCookie().map(cookie => cookie.split(';')[0]);
  return cookies.length > 0 ? cookies.join('; ') : undefined;
};

/** A signed-in console. */
export async function consoleClient(stack: Stack, tenant: Tenant, role: Role, stepsLater = 0) {
  const { email, password, totpSecret } = tenant.user(role);
  const totp = await codeOf(totpSecret, stepsLater);
  const signedIn = await consoleRequest(stack, 'POST', '/sign-in', { body: { email, password, totp } });
  const cookie = cookieOf(signedIn);
  if (signedIn.status !== 200 || cookie === undefined) throw new Error(`sign-in: ${signedIn.status}`);
  return (method: string, path: string, body?: unknown): Promise<Reply> =>
    consoleRequest(stack, method, path, { body, cookie });
}
export type ConsoleClient = Awaited<ReturnType<typeof consoleClient>>;

/** Opens a contract's test object with the evidence key, as the console does: base64url. */
export async function openChallenge(tenant: Tenant, body: unknown): Promise<string> {
  const { sealed: text, recipientList } = testObject.parse(body);
  const sealed = sealedTestObject.parse(JSON.parse(text));
  const context = {
    tenant: tenant.tenant.id,
    identification: tenant.contract.id,
    attempt: testObjectAttempt,
    artefact: sealed.artefact,
  };
  const list = await readRecipientList(recipientList, tenant.root.publicKey, tenant.tenant.id);
  const { wrappedKeys, keyCommitment } = sealed;
  const key = await openContentKey(wrappedKeys, context, keyCommitment, list, [tenant.evidenceKey]);
  return toBase64Url(await openSegment(key, context, 0, true, fromBase64Url(sealed.ciphertext)));
}

/** Lets the contract go live the only way there is. */
export async function goLive(compliance: ConsoleClient, tenant: Tenant): Promise<void> {
  const path = `/contracts/${tenant.contract.id}/test-object`;
  const { body } = await compliance('GET', path);
  const opened = await compliance('POST', path, { opened: await openChallenge(tenant, body) });
  if (opened.status !== 200) throw new Error(`test object: ${opened.status}`);
}

export const orderFor = (tenant: Tenant) => ({
  contractId: tenant.contract.id,
  language: 'en',
  reference: 'A-17',
  person: {
    givenNames: 'Anna Maria',
    familyName: 'Eriksson',
    birthDate: '1974-08-12',
    nationality: 'UTO',
  },
  contact: { email: 'anna@example.test' },
});
