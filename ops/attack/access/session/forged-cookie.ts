import { createHmac, randomBytes } from 'node:crypto';
import type { AccessAttack } from '../attack.ts';
import { bearerOf } from './bearer.ts';

const sign = (value: string, secret: string) =>
  createHmac('sha256', secret).update(value).digest('base64').replace(/=+$/, '');

/** Session ids that the attacker makes up, signed with nothing, with guessed secrets, or with another id's signature. */
export const forgedCookie: AccessAttack = {
  name: 'forged-session-cookie',
  by: 'an id is 24 random bytes under a signature with a secret of 32 characters at least, and is looked up by its hash',
  copy: 'cookie',
  defence: [
    {
      file: 'services/signaling/src/access/session-store.ts',
      find: "createHash('sha384').update(id).digest();",
      replace: "createHash('sha384').update(id.slice(0, 0)).digest();",
    },
    {
      file: 'services/signaling/src/config.ts',
      find: '    sessionSecret: env.SESSION_SECRET,\n',
      replace: "    sessionSecret: 'secret',\n",
    },
  ],
  run: async world => {
    const { people, own } = world;
    const real = decodeURIComponent(await people.signIn(await people.make(own.tenantId, ['compliance'])));
    const [, name = '', id = '', signature = ''] = /(\w+)=s:([^.]+)\.(.+)$/.exec(real) ?? [];
    if (signature === '') throw new Error('the cookie is written in another way');
    const madeUp = randomBytes(24).toString('base64url');
    const values = [
      id,
      `s:${id}`,
      `s:${id}.`,
      `s:${id}.${'A'.repeat(43)}`,
      `s:${madeUp}.${signature}`,
      ...['', 'secret', 'keyboard cat', 'changeme', 'visavis'].map(
        guess => `s:${madeUp}.${sign(madeUp, guess)}`,
      ),
      `j:{"passport":{"user":"${own.tenantId}"}}`,
    ];
    let taken = 0;
    for (const value of values) if (await bearerOf(world, `${name}=${encodeURIComponent(value)}`)) taken++;
    return { succeeded: taken > 0, seen: `${values.length} made-up cookies, ${taken} taken for a person` };
  },
};
