import { randomUUID } from 'node:crypto';
import type { AccessAttack } from '../attack.ts';
import { codeOf, type Reply } from '../world/http.ts';
import { codeAt } from '../world/people.ts';
import type { World } from '../world/world.ts';

const examine = 'services/signaling/src/access/examine.ts';
const count = (replies: readonly Reply[]): string => {
  const by = Map.groupBy(replies, reply => `${reply.status} ${codeOf(reply) ?? 'signed in'}`);
  return [...by].map(([what, some]) => `${some.length} × ${what}`).join(', ');
};

/** Has the code, say by looking at the phone, and a list of passwords with the right one near its end. */
export const bruteForce: AccessAttack = {
  name: 'brute-force-on-one-account',
  by: 'each failure from the third on locks the account for twice as long, whatever address it comes from',
  copy: 'sign-in',
  defence: [
    {
      file: examine,
      find: 'const admitted = await brakes.account.begin(email);',
      replace: 'const admitted = true;',
    },
  ],
  run: async ({ people, own }, size) => {
    const { email, password, totpSecret } = await people.make(own.tenantId, ['compliance']);
    const totp = await codeAt(totpSecret);
    const replies: Reply[] = [];
    for (const guess of ['one', 'two', 'three'])
      replies.push(await people.insist({ email, password: guess, totp }));
    const many = Math.ceil(40 * size);
    const guesses = Array.from({ length: many }, (_, number) =>
      people.insist({ email, password: number === many - 1 ? password : `guess ${number}`, totp }),
    );
    replies.push(...(await Promise.all(guesses)));
    const succeeded = replies.some(({ status }) => status === 200);
    return {
      succeeded,
      seen: `${many + 3} passwords, the right one last, each from another address: ${count(replies)}`,
    };
  },
};

/** Pairs from somebody's leak, all from one address, of which the last is good here. */
export const stuffing: AccessAttack = {
  name: 'credential-stuffing',
  by: 'an address that failed sixty times within an hour is turned away',
  copy: 'sign-in',
  defence: [
    {
      file: examine,
      find: "if (!(await brakes.address.begin(address))) throw new Refused('too_many_requests');",
      replace: '',
    },
  ],
  run: async world => {
    const { people, own } = world;
    const person = await people.make(own.tenantId, ['compliance']);
    const from = world.address();
    const replies: Reply[] = [];
    // most of the sixty are counted without the work of a sign-in
    for (let tries = 0; tries < 48; tries++) await world.context.brakes.address.begin(from);
    for (let pair = 0; pair < 16; pair++) {
      const email = `${randomUUID()}@example.test`;
      replies.push(await people.claim({ email, password: 'Passw0rd!', totp: '123456' }, { from }));
    }
    const { email, password } = person;
    const last = await people.claim({ email, password, totp: await codeAt(person.totpSecret) }, { from });
    return {
      succeeded: last.status === 200,
      seen: `48 failures of one address and 16 unknown pairs from it: ${count(replies)}; then a good one: ${count([last])}`,
    };
  },
};

/** An address that is locked already says that it forwards for others. */
export const forgedForwarding: AccessAttack = {
  name: 'forged-forwarded-for',
  by: 'X-Forwarded-For is believed only where a front on the own network ends TLS',
  copy: 'borders',
  defence: [
    {
      file: 'services/signaling/src/access/client-address.ts',
      find: "app.set('trust proxy', 'loopback, linklocal, uniquelocal');",
      replace: "app.set('trust proxy', true);",
    },
    {
      file: 'services/signaling/src/access/client-address.ts',
      find: "if (origin.startsWith('https:') && !tls) ",
      replace: '',
    },
  ],
  run: async world => {
    const from = await lockedAddress(world);
    const names = [
      'x-forwarded-for',
      'forwarded',
      'x-real-ip',
      'x-client-ip',
      'true-client-ip',
      'cf-connecting-ip',
    ];
    const replies: Reply[] = [];
    for (const name of names) {
      const { email, password, totpSecret } = await world.people.make(world.own.tenantId, ['compliance']);
      const totp = await codeAt(totpSecret);
      const value = name === 'forwarded' ? 'for=198.51.100.7' : '198.51.100.7';
      replies.push(await world.people.claim({ email, password, totp }, { from, headers: { [name]: value } }));
    }
    return {
      succeeded: replies.some(({ status }) => status === 200),
      seen: `good sign-ins from a locked address under ${names.length} headers: ${count(replies)}`,
    };
  },
};

/** As if it had failed sixty times: counted by the service's own brake. */
async function lockedAddress({ context, address }: World): Promise<string> {
  const from = address();
  for (let tries = 0; tries <= 62; tries++) await context.brakes.address.begin(from);
  return from;
}
