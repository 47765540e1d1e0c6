import { createLogger } from '@visavis/service-kit';
import { expect, test } from 'vitest';
import { apiClient, codeOf, consoleClient, consoleRequest, cookieOf, goLive, orderFor } from './clients.ts';
import { startStack } from './stack.ts';

/**
 * What the service writes at its most talkative while things go well, are refused, and fail: each line is one JSON
 * object, and none has anything in it of whom it was about or of what lets anybody in.
 */
test('no log has a name, an address, a password, a secret, a token, a key or a session', async () => {
  const lines: string[] = [];
  const log = createLogger('signaling', 'trace', { write: line => void lines.push(line) });
  const stack = await startStack(undefined, log);
  const tenant = await stack.tenant(['compliance', 'administrator']);
  const { sql } = stack.database;
  const { email, password, totpSecret } = tenant.user('compliance');
  const order = orderFor(tenant);
  const forged = 'Forged"\r\n{"level":"error"}';

  // well
  const body = { email, password, totp: await codeOf(totpSecret) };
  const cookie = cookieOf(await consoleRequest(stack, 'POST', '/sign-in', { body })) ?? '';
  const compliance = (method: string, path: string, sent?: unknown) =>
    consoleRequest(stack, method, path, { cookie, body: sent });
  await goLive(compliance, tenant);
  const api = apiClient(stack, tenant);
  const ordered = (await api('POST', '/identifications', order)).body as { customerUrl: string };
  const administrator = await consoleClient(stack, tenant, 'administrator');
  const made = await administrator('POST', '/api-keys', { label: 'Core banking', scopes: ['evidence:read'] });
  const { key } = made.body as { key: string };

  // refused
  await consoleRequest(stack, 'POST', '/sign-in', { body: { ...body, password: `${password}x` } });
  await consoleRequest(stack, 'POST', '/sign-in', { body: { ...body, email: forged } });
  await api('POST', '/identifications', { ...order, person: { ...order.person, birthDate: 'Eriksson' } });
  await api('POST', `/identifications/${encodeURIComponent(forged)}/acknowledge`);
  await compliance('GET', `/audit?actor=${encodeURIComponent(forged)}`);
  await apiClient(stack, { ...tenant, apiKey: { id: '', key } })('POST', '/identifications', order);

  // failed: the database's own messages quote what they were given
  await sql`alter table identification rename to gone`;
  expect(await api('POST', '/identifications', order)).toMatchObject({
    status: 500,
    body: { error: { code: 'internal' } },
  });
  expect((await api('GET', `/identifications/${crypto.randomUUID()}`)).status).toBe(500);
  await sql`alter table gone rename to identification`;
  await sql`alter table app_user rename to gone`;
  expect((await consoleRequest(stack, 'POST', '/sign-in', { body })).status).toBe(500);
  await sql`alter table gone rename to app_user`;
  await stack.stop();

  const needles = {
    name: order.person.familyName,
    'given names': order.person.givenNames,
    'birth date': order.person.birthDate,
    contact: order.contact.email,
    reference: order.reference,
    'e-mail address': email,
    password,
    'TOTP secret': totpSecret,
    'TOTP code': `"${body.totp}"`,
    'link token': ordered.customerUrl.split('#')[1] ?? '',
    'API key': tenant.apiKey.key,
    'new API key': key,
    'session id': decodeURIComponent(cookie).split('=s:')[1]?.split('.')[0] ?? '',
    'forged line': 'Forged',
  };
  const found = () =>
    Object.entries(needles)
      .filter(([, needle]) => needle.length > 3 && lines.join('').includes(needle))
      .map(([name]) => name);
  expect(Object.values(needles).every(needle => needle.length > 3)).toBe(true);
  expect(lines.filter(line => line.includes('request failed')).length).toBeGreaterThanOrEqual(3);
  for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
  expect(found()).toEqual([]);
  // what is searched for is found where it is
  lines.push(`{"message":"${totpSecret} ${order.person.familyName}"}\n`);
  expect(found()).toEqual(['name', 'TOTP secret']);
});
