import { fileURLToPath } from 'node:url';
import { twoFreePorts } from '@visavis/embedded';
import {
  passkeyCreation,
  passkeyList,
  passkeyRequest,
  type PasskeyCreation,
  type PasskeyRequest,
} from '@visavis/protocol';
import { launchBrowser } from '@visavis/test-kit/browser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, consoleRequest, cookieOf, forgetSteps, type Reply } from './clients.ts';
import { startStack, type Stack, type Tenant } from './stack.ts';

type Browser = Awaited<ReturnType<typeof launchBrowser>>;
type Page = Awaited<ReturnType<Browser['newPage']>>;
type CDPSession = Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>;

/** Real Chromium with an authenticator of its own that knows its person, without a person who touches it. */
let stack: Stack;
let tenant: Tenant;
let origin: string;
let browser: Browser;
let page: Page;
let devtools: CDPSession;
let authenticatorId: string;

beforeAll(async () => {
  const webRoot = fileURLToPath(new URL('../../../web', import.meta.url));
  stack = await startStack({ port: await twoFreePorts(), webRoot });
  origin = stack.context.config.agentOrigin;
  tenant = await stack.tenant(['agent', 'compliance']);
  browser = await launchBrowser();
  page = await browser.newPage();
  devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  ({ authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  }));
  await page.goto(`${origin}/api/console/nothing`);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

const ask = (method: string, path: string, body?: unknown, cookie?: string, from?: string): Promise<Reply> =>
  consoleRequest(stack, method, path, {
    origin,
    ...(from === undefined ? {} : { from }),
    ...(body === undefined ? {} : { body }),
    ...(cookie === undefined ? {} : { cookie }),
  });

const create = ({ options }: PasskeyCreation): Promise<unknown> =>
  page.evaluate(async given => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(given as never);
    return ((await navigator.credentials.create({ publicKey })) as PublicKeyCredential).toJSON();
  }, options);

const assertion = ({ options }: Pick<PasskeyRequest, 'options'>): Promise<unknown> =>
  page.evaluate(async given => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(given);
    return ((await navigator.credentials.get({ publicKey })) as PublicKeyCredential).toJSON();
  }, options);

const request = async () => passkeyRequest.parse((await ask('POST', '/passkey-request')).body);
/** What a person's authenticator answers to a fresh challenge. */
const passkey = async () => {
  const asked = await request();
  return { challengeId: asked.challengeId, response: await assertion(asked) };
};

type Person = Tenant extends { user: (role: never) => infer User } ? User : never;
const signIn = ({ email, password }: Pick<Person, 'email' | 'password'>, factor: object) =>
  ask('POST', '/sign-in', { email, password, ...factor });
const unlock = () => stack.database.sql`delete from sign_in_brake`;

async function withTotp(person: Person): Promise<string> {
  await forgetSteps(stack);
  const reply = await signIn(person, { totp: await codeOf(person.totpSecret) });
  expect(reply.status).toBe(200);
  return cookieOf(reply) ?? '';
}

/** @returns the cookie that goes on */
async function register(person: Person, cookie: string, name: string): Promise<string> {
  await forgetSteps(stack);
  const factors = { password: person.password, totp: await codeOf(person.totpSecret) };
  const begun = await ask('POST', '/account/passkeys/begin', factors, cookie);
  expect(begun.status).toBe(200);
  const creation = passkeyCreation.parse(begun.body);
  const body = { challengeId: creation.challengeId, name, response: await create(creation) };
  const added = await ask('POST', '/account/passkeys', body, cookie);
  expect([added.status, added.body]).toEqual([204, undefined]);
  // the challenge was for one answer
  expect((await ask('POST', '/account/passkeys', body, cookieOf(added))).status).toBe(422);
  return cookieOf(added) ?? '';
}

const refused = async (reply: Promise<Reply>) => {
  const { status, body } = await reply;
  expect([status, body]).toEqual([401, { error: { code: 'unauthenticated' } }]);
  await unlock();
};

test('a passkey is registered with both factors, signs in in place of the code, is renamed and removed', async () => {
  const agent = tenant.user('agent');
  const first = await withTotp(agent);
  const wrong = { password: 'not it', totp: await codeOf(agent.totpSecret) };
  expect((await ask('POST', '/account/passkeys/begin', wrong, first)).body).toEqual({
    error: { code: 'factors_refused' },
  });
  await unlock();
  const cookie = await register(agent, first, '  Laptop ');
  // under another id, and nowhere else
  expect((await ask('GET', '/session', undefined, first)).status).toBe(401);
  const listed = passkeyList.parse((await ask('GET', '/account/passkeys', undefined, cookie)).body).items;
  expect(listed).toMatchObject([{ name: 'Laptop', usedAt: null }]);
  const id = listed[0]?.id ?? '';

  const used = await passkey();
  const signedIn = await signIn(agent, { passkey: used });
  expect(signedIn.status).toBe(200);
  const withKey = cookieOf(signedIn) ?? '';
  await refused(signIn(agent, { passkey: used }));
  const [row] = await stack.database.sql<{ counter: string; used: boolean }[]>`
    select counter, used_at is not null as used from passkey where id = ${id}`;
  expect(row?.used).toBe(true);
  expect(Number(row?.counter)).toBeGreaterThan(0);

  expect((await ask('PATCH', `/account/passkeys/${id}`, { name: 'Desk' }, withKey)).status).toBe(204);
  const stranger = await withTotp(tenant.user('compliance'));
  expect((await ask('PATCH', `/account/passkeys/${id}`, { name: 'Mine' }, stranger)).status).toBe(404);
  const factors = { password: agent.password, passkey: await passkey() };
  expect((await ask('POST', `/account/passkeys/${id}/remove`, factors, withKey)).status).toBe(204);
  await refused(signIn(agent, { passkey: await passkey() }));
  const events = await stack.database.sql<{ action: string; payload: unknown }[]>`
    select action, payload from audit_event where actor_id = ${agent.id} order by sequence`;
  expect(events.map(({ action }) => action)).toEqual([
    'sign_in.done',
    'passkey_change.refused',
    'passkey_change.done',
    'passkey.added',
    'sign_in.done',
    'sign_in.refused',
    'passkey.removed',
    'passkey_change.done',
    'sign_in.refused',
  ]);
  expect(events[4]?.payload).toMatchObject({ factor: 'passkey' });
});

test('an answer that is another’s, unverified, old, altered or from a copy lets nobody in, and says nothing else', async () => {
  const owner = tenant.user('compliance');
  await devtools.send('WebAuthn.clearCredentials', { authenticatorId });
  const cookie = await withTotp(owner);
  await register(owner, cookie, 'Phone');
  const agent = tenant.user('agent');

  await refused(signIn(agent, { passkey: await passkey() }));
  await refused(signIn({ email: 'nobody@example.test', password: 'x' }, { passkey: await passkey() }));
  await refused(signIn({ ...owner, password: 'x' }, { passkey: await passkey() }));

  const late = await passkey();
  await stack.database.sql`update passkey_challenge set expires_at = now()`;
  await refused(signIn(owner, { passkey: late }));

  const other = await request();
  const answer = await assertion(await request());
  await refused(signIn(owner, { passkey: { challengeId: other.challengeId, response: answer } }));

  const altered = structuredClone(await passkey()) as { response: { response: { signature: string } } };
  altered.response.response.signature = altered.response.response.signature.slice(0, -8) + 'AAAAAAAA';
  await refused(signIn(owner, { passkey: altered }));

  await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  const unverified = await request();
  const options = { ...unverified.options, userVerification: 'discouraged' } as never;
  const response = await assertion({ options });
  await refused(signIn(owner, { passkey: { challengeId: unverified.challengeId, response } }));
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });

  // a copy has counted on elsewhere
  await stack.database.sql`update passkey set counter = 1000000`;
  await refused(signIn(owner, { passkey: await passkey() }));
  await expect(stack.database.sql`update passkey set counter = 5`).rejects.toThrow('passkey');

  // what was refused was refused for that alone
  await stack.database.sql`alter table passkey disable trigger passkey_counter`;
  await stack.database.sql`update passkey set counter = 1`;
  await stack.database.sql`alter table passkey enable trigger passkey_counter`;
  expect((await signIn(owner, { passkey: await passkey() })).status).toBe(200);
});

test('one answer lets in once, however many ask at the same time', async () => {
  const owner = tenant.user('compliance');
  const body = { passkey: await passkey() };
  // of three the brake might lock out the one that comes first to the challenge
  const replies = await Promise.all([signIn(owner, body), signIn(owner, body)]);
  await unlock();
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 401]);
});

test('where the risk is raised a passkey confirms what matters most, and changes of how one signs in, and no code does', async () => {
  const owner = tenant.user('compliance');
  const { email, password, totpSecret } = owner;
  const from = '127.0.9.1';
  await forgetSteps(stack);
  const body = { email, password, totp: await codeOf(totpSecret) };
  const cookie = cookieOf(await ask('POST', '/sign-in', body, undefined, from)) ?? '';
  const at = (method: string, path: string, sent?: unknown) => ask(method, path, sent, cookie, from);
  const retention = () => at('PATCH', `/contracts/${tenant.contract.id}/retention`, { days: 61 });
  await forgetSteps(stack);
  const begin = async () =>
    at('POST', '/account/passkeys/begin', { password, totp: await codeOf(totpSecret) });
  const refused = { status: 403, body: { error: { code: 'passkey_required' } } };
  for (const act of [retention, begin]) expect(await act()).toMatchObject(refused);
  expect(await at('POST', '/session/confirm', { totp: await codeOf(totpSecret) })).toMatchObject(refused);
  expect((await at('POST', '/session/confirm', { passkey: await passkey() })).status).toBe(204);
  for (const act of [retention, begin]) expect((await act()).status).toBe(200);
  const [event] = await stack.database.sql`
    select payload from audit_event where actor_id = ${owner.id} and action = 'confirmation.done'`;
  const signals = ['browser_unfamiliar', 'network_unfamiliar'];
  expect(event).toMatchObject({
    payload: { factor: 'passkey', signals: expect.arrayContaining(signals) as unknown },
  });
});

test('a request for a passkey names nobody', async () => {
  const { body } = await ask('POST', '/passkey-request');
  expect(Object.keys(passkeyRequest.parse(body).options).sort()).toEqual([
    'challenge',
    'rpId',
    'timeout',
    'userVerification',
  ]);
});

test('on the screens: added under one’s account, then used to sign in', async () => {
  const owner = (await stack.tenant(['administrator'])).user('administrator');
  await devtools.send('WebAuthn.clearCredentials', { authenticatorId });
  const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  await page.goto(`${origin}/#/account`);
  await fill('E-mail', owner.email);
  await fill('Password', owner.password);
  await fill('Six-digit code', await codeOf(owner.totpSecret));
  await press('Sign in');
  await press('Add a passkey');
  await forgetSteps(stack);
  await fill('Present password', owner.password);
  await fill('Six-digit code', await codeOf(owner.totpSecret));
  await press('Go on');
  await fill('What you call it', 'Desk');
  await press('Make the passkey');
  await page.getByText('not used yet').waitFor();
  await press('Sign out');
  await fill('E-mail', owner.email);
  await fill('Password', owner.password);
  await press('Use a passkey');
  await page.getByText('A passkey was added.').waitFor();
  await press('Understood');
  await page.goto(`${origin}/#/account`);
  await page.getByText('last used').first().waitFor();
  const [row] = await stack.database.sql<{ factor: string }[]>`
    select data->>'secondFactor' as factor from session where user_id = ${owner.id}`;
  expect(row).toEqual({ factor: 'passkey' });
});
