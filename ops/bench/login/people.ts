import { randomUUID } from 'node:crypto';
import { generateRootKeyFile, loadRootKeyFile } from '@visavis/e2ee';
import { generate } from 'otplib';
import { z } from 'zod';
import { provision } from '../../start/provision.ts';
import type { Stack } from '../../start/stack.ts';

const created = z.object({
  users: z.array(z.object({ email: z.string(), password: z.string(), totpSecret: z.string() })),
});
type Person = z.infer<typeof created>['users'][number];

/** So many as provisioning makes at once. */
const count = 100;
const stepSeconds = 30;

/** People of a tenant of their own, who have nothing to do but sign in. */
export async function makePeople(stack: Stack): Promise<Person[]> {
  const tenantId = randomUUID();
  const root = await loadRootKeyFile(await generateRootKeyFile(tenantId, new Date()));
  const made = await provision(stack, 'create', {
    tenant: { id: tenantId, name: 'Bench Bank', rootKey: root.publicJwk },
    contract: {
      name: 'None',
      purpose: { de: 'Keiner', en: 'None' },
      ruleset: 'basic',
      recipientList: null,
    },
    users: Array.from({ length: count }, (_, index) => ({
      email: `person-${index}@${tenantId}.test`,
      name: `Person ${index}`,
      roles: ['compliance'],
      passwordMustChange: false,
    })),
    apiKeyLabel: 'bench',
  });
  return created.parse(made).users;
}

export type Turn = { person: Person; totp: string };

/**
 * Whose turn it is, with a code that is good: each step of a person is used once, in order, from one step before now to
 * one after. At most as many sign-ins a second as people allow: three each at first, then one each half a minute.
 */
export function takeTurns(people: readonly Person[]): () => Promise<Turn | undefined> {
  const last = new Map<Person, number>();
  let next = 0;
  return async () => {
    const now = Math.floor(Date.now() / 1000 / stepSeconds);
    for (let tried = 0; tried < people.length; tried++) {
      const person = people[next++ % people.length];
      // the step before is left out: it may be over before it arrives
      const step = person && Math.max((last.get(person) ?? 0) + 1, now);
      if (!person || step === undefined || step > now + 1) continue;
      last.set(person, step);
      return { person, totp: await generate({ secret: person.totpSecret, epoch: step * stepSeconds }) };
    }
    return undefined;
  };
}
