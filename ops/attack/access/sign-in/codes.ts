import type { AccessAttack } from '../attack.ts';
import { cookieIn } from '../world/http.ts';
import { codeAt, type Claims } from '../world/people.ts';
import type { World } from '../world/world.ts';

const secondFactor = 'db/src/second-factor.ts';
const checks = 'db/migrations/0008_sign_in.sql';
/** The statement that spends, and the database's own check behind it. */
const eachStepOnce = [
  {
    file: secondFactor,
    find: 'where id = ${userId} and totp_last_step < ${step}`;',
    replace: 'where id = ${userId} and ${step}::int > 0`;',
  },
  { file: checks, find: 'if new.totp_last_step < old.totp_last_step and', replace: 'if false and' },
];
const eachCodeOnce = [
  {
    file: secondFactor,
    find: 'and code_sha384 = ${codeSha384} and used_at is null`;',
    replace: 'and code_sha384 = ${codeSha384}`;',
  },
  {
    file: checks,
    find: "if old.used_at is not null then\n    raise exception 'a recovery code",
    replace: "if false then\n    raise exception 'a recovery code",
  },
];

/** Over the shoulder: the code of a sign-in that has just been. */
export const totpReplay: AccessAttack = {
  name: 'totp-replay',
  by: 'the database accepts only a later step than the last one',
  copy: 'sign-in',
  inTwoProcesses: true,
  defence: eachStepOnce,
  run: async ({ people, own }) => {
    const person = await people.make(own.tenantId, ['compliance']);
    const { email, password, totpSecret } = person;
    const totp = await codeAt(totpSecret);
    const first = await people.claim({ email, password, totp });
    const again = await people.claim({ email, password, totp }, { process: 1 });
    const before = await people.claim({ email, password, totp: await codeAt(totpSecret, -1) });
    const statuses = [first, again, before].map(({ status }) => status);
    return {
      succeeded: again.status === 200 || before.status === 200,
      seen: `a code, the same again at another process, the one before: ${statuses.join(', ')}`,
    };
  },
};

/** @returns how many sessions one secret opened */
async function race({ people }: World, claims: Claims, times: number): Promise<number> {
  const tries = Array.from({ length: times }, (_, number) =>
    people.claim(claims, { process: number % 2 === 0 ? 0 : 1 }),
  );
  const cookies = (await Promise.all(tries)).filter(({ status }) => status === 200).map(cookieIn);
  return new Set(cookies).size;
}

export const totpRace: AccessAttack = {
  name: 'totp-race',
  by: 'a step is spent by one update that only one of all processes can win',
  copy: 'sign-in',
  inTwoProcesses: true,
  defence: eachStepOnce,
  run: async (world, size) => {
    const { email, password, totpSecret } = await world.people.make(world.own.tenantId, ['compliance']);
    const times = Math.ceil(100 * size);
    const opened = await race(world, { email, password, totp: await codeAt(totpSecret) }, times);
    if (opened === 0) throw new Error('the code opened nothing');
    return {
      succeeded: opened > 1,
      seen: `${times} uses of one code at once in two processes: ${opened} sessions`,
    };
  },
};

const recoveryCode = '7K2M-9PQR-3TVW-X4YZ-5ABC-6DEF';

export const recoveryCodeReuse: AccessAttack = {
  name: 'recovery-code-reuse',
  by: 'a recovery code is marked as used by one update that only one can win',
  copy: 'sign-in',
  inTwoProcesses: true,
  defence: eachCodeOnce,
  run: async (world, size) => {
    const { people, own } = world;
    const options = { recoveryCodes: [recoveryCode] };
    const { email, password } = await people.make(own.tenantId, ['compliance'], options);
    const claims = { email, password, recoveryCode };
    const times = Math.ceil(20 * size);
    const opened = await race(world, claims, times);
    if (opened === 0) throw new Error('the code opened nothing');
    const again = await people.claim({
      ...claims,
      recoveryCode: recoveryCode.toLowerCase().replaceAll('-', ' '),
    });
    return {
      succeeded: opened > 1 || again.status === 200,
      seen: `${times} uses of one recovery code at once: ${opened} sessions; later, written otherwise: ${again.status}`,
    };
  },
};
