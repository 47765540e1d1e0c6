import { randomUUID } from 'node:crypto';
import type { AccessAttack } from '../attack.ts';
import { ask, codeOf, cookieIn, type Reply } from '../world/http.ts';
import { codeAt } from '../world/people.ts';

/** Has an administrator's password and, by a page that looked like ours, codes; asks from a machine and network of its own. */
export const administrationFromElsewhere: AccessAttack = {
  name: 'administration-from-elsewhere',
  by: 'a new browser in a new network is raised risk, in which only a passkey confirms; a code that was shown elsewhere does not hold',
  copy: 'rights',
  defence: [
    {
      file: 'services/signaling/src/access/risk.ts',
      find: 'const raisedFrom = 2;',
      replace: 'const raisedFrom = 99;',
    },
  ],
  run: async ({ people, own, consoleUrl, agentOrigin, address }) => {
    const person = await people.make(own.tenantId, ['administrator']);
    const stolen = await people.signIn(person);
    const from = address();
    const attempt = (method: string, path: string, body: object, cookie: string): Promise<Reply> =>
      ask({
        url: consoleUrl,
        method,
        path: `/api/console${path}`,
        headers: { cookie, origin: agentOrigin },
        body,
        from,
      });
    const { email, password, totpSecret } = person;
    const phished = { password, totp: await codeAt(totpSecret, 1) };
    const signedIn = await people.claim({ email, ...phished }, { from });
    const cookie = cookieIn(signedIn);
    if (signedIn.status !== 200 || cookie === undefined) throw new Error(`sign-in: ${signedIn.status}`);
    const key = { label: randomUUID(), scopes: ['evidence:read'] };
    const theirs = stolen
      .split('; ')
      .filter(one => one.startsWith('visavis='))
      .join('; ');
    const tries = {
      'a key': await attempt('POST', '/api-keys', key, cookie),
      'another code': await attempt(
        'POST',
        '/session/confirm',
        { totp: await codeAt(totpSecret, 2) },
        cookie,
      ),
      'a passkey of one’s own': await attempt('POST', '/account/passkeys/begin', phished, cookie),
      'a key by the stolen session': await attempt('POST', '/api-keys', key, theirs),
    };
    const made = Object.values(tries).some(({ status }) => status < 300);
    const seen = Object.entries(tries).map(([what, reply]) => `${what}: ${codeOf(reply) ?? reply.status}`);
    return { succeeded: made, seen: `from another browser and network, ${seen.join(', ')}` };
  },
};
