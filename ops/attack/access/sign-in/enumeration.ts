import { randomUUID } from 'node:crypto';
import type { AccessAttack } from '../attack.ts';
import type { Reply } from '../world/http.ts';
import { codeAt, type Claims } from '../world/people.ts';
import type { World } from '../world/world.ts';

const kinds = ['unknown name', 'wrong password', 'wrong code', 'locked account'] as const;
type Kind = (typeof kinds)[number];

const otherThan = (code: string): string => (code === '000000' ? '000001' : '000000');

/** Fresh accounts, one of each kind for each round. */
async function prepare(world: World, rounds: number): Promise<Record<Kind, Claims>[]> {
  const { people, own, context, owner } = world;
  const made: Record<Kind, Claims>[] = [];
  for (let round = 0; round < rounds; round++) {
    const make = async () => {
      const { email, password, totpSecret } = await people.make(own.tenantId, ['compliance']);
      return { email, password, totp: await codeAt(totpSecret) };
    };
    const [one, two, locked] = [await make(), await make(), await make()];
    for (let failures = 0; failures < 3; failures++) await context.brakes.account.begin(locked.email);
    made.push({
      'unknown name': { ...one, email: `${randomUUID()}@example.test` },
      'wrong password': { ...one, password: `${randomUUID()} Gartenzaun` },
      'wrong code': { ...two, totp: otherThan(two.totp) },
      'locked account': locked,
    });
  }
  // nobody waits for them: they stay locked until they were tried
  await owner`
    update sign_in_brake set expire = expire + 3600000 where key like 'account-lock:%' and key not like '%-free'`;
  return made;
}

/** Everything an attacker sees but the moment and the time it took. */
const answerOf = ({ status, text, headers }: Reply): string =>
  JSON.stringify([status, text, Object.entries(headers).filter(([name]) => name !== 'date')]);

export const enumerationByAnswer: AccessAttack = {
  name: 'user-enumeration-by-answer',
  by: 'unknown name, wrong password, wrong code and locked account get one answer, byte for byte',
  copy: 'sign-in',
  defence: [
    {
      file: 'services/signaling/src/access/examine.ts',
      find: '  const proof = await readSecondFactor(',
      replace: "  if (!credentials) throw new Refused('not_found');\n  const proof = await readSecondFactor(",
    },
  ],
  run: async world => {
    const [claims] = await prepare(world, 1);
    const answers = new Map<string, Kind[]>();
    for (const kind of kinds) {
      if (!claims) throw new Error('no claims');
      const answer = answerOf(await world.people.claim(claims[kind]));
      answers.set(answer, [...(answers.get(answer) ?? []), kind]);
    }
    const told = [...answers.values()].map(group => group.join(' = ')).join(' ≠ ');
    return { succeeded: answers.size > 1, seen: `the answers: ${told}` };
  },
};

type Moments = { n: number; mean: number; variance: number };

/** Of the logarithms: one slow answer on a busy machine must not hide the others. */
function momentsOf(milliseconds: readonly number[]): Moments {
  const logs = milliseconds.map(Math.log);
  const n = logs.length;
  const mean = logs.reduce((sum, x) => sum + x, 0) / n;
  const variance = logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
  return { n, mean, variance };
}

/** Welch's t of two samples. */
const welch = (a: Moments, b: Moments): number =>
  (a.mean - b.mean) / Math.sqrt(a.variance / a.n + b.variance / b.n);

/** Beyond this two means differ for sure: by chance alone once in 150,000 comparisons. */
const distinguishable = 4.5;

const shuffled = <T>(items: readonly T[]): T[] =>
  items
    .map(item => [Math.random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);

export const enumerationByTime: AccessAttack = {
  name: 'user-enumeration-by-time',
  by: 'whoever is asked for, the same statements run and argon2 takes the same work',
  copy: 'timing',
  defence: [
    {
      file: 'services/signaling/src/access/examine.ts',
      find: 'await passwords.verify(credentials?.passwordHash ?? null, factors.password);',
      replace:
        'credentials?.passwordHash ? await passwords.verify(credentials.passwordHash, factors.password) : false;',
    },
  ],
  controlSize: 0.2,
  run: async (world, size) => {
    const rounds = Math.max(10, Math.ceil(200 * size));
    const claims = await prepare(world, rounds);
    const times: Record<Kind, number[]> = {
      'unknown name': [],
      'wrong password': [],
      'wrong code': [],
      'locked account': [],
    };
    for (const round of claims)
      for (const kind of shuffled(kinds)) {
        const reply = await world.people.claim(round[kind]);
        if (reply.status !== 401) throw new Error(`${kind}: ${reply.status}`);
        times[kind].push(reply.milliseconds);
      }
    const moments = kinds.map(kind => momentsOf(times[kind]));
    const pairs = moments.flatMap((a, i) => moments.slice(i + 1).map(b => Math.abs(welch(a, b))));
    const largest = Math.max(...pairs);
    const means = kinds
      .map((kind, i) => `${kind} ${Math.exp(moments[i]?.mean ?? 0).toFixed(1)} ms`)
      .join(', ');
    return {
      succeeded: largest > distinguishable,
      seen: `${rounds} tries each, geometric means: ${means}; largest |t| of Welch ${largest.toFixed(2)} (told apart above ${distinguishable})`,
    };
  },
};
