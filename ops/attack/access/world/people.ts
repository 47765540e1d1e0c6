import { randomUUID } from 'node:crypto';
import type { Role } from '@visavis/protocol';
import { addShiftRows } from '@visavis/test-kit/organisations';
import { generate } from 'otplib';
import { ask, cookieIn, type Reply } from './http.ts';
import { pause } from './raw.ts';
import type { Core } from './world.ts';

export type Person = {
  id: string;
  organisationId: string;
  email: string;
  password: string;
  totpSecret: string;
  roles: readonly Role[];
};

/** The code of now, or of so many steps later: each is good once. */
export const codeAt = (totpSecret: string, stepsLater = 0): Promise<string> =>
  generate({ secret: totpSecret, epoch: Math.floor(Date.now() / 1000) + 30 * stepsLater });

export type Claims = {
  email: string;
  password: string;
  totp?: string;
  recoveryCode?: string;
  [more: string]: unknown;
};

/** Sign-in of people who are made for one attack, each as real as any other. */
export type People = {
  make: (
    organisationId: string,
    roles: readonly Role[],
    more?: { name?: string; recoveryCodes?: readonly string[] },
  ) => Promise<Person>;
  /** A sign-in request; from a fresh address unless given. @param process 0 or 1 */
  claim: (
    claims: Claims,
    more?: { from?: string; process?: 0 | 1; headers?: Record<string, string> },
  ) => Promise<Reply>;
  /** As `claim`, and again while the service says that too much waits. @throws after twenty times */
  insist: People['claim'];
  /** Where requests come from that name no address. @returns the cookies */
  signIn: (person: Person, stepsLater?: number) => Promise<string>;
};

export async function peopleOf(core: Core): Promise<People> {
  const { context, house, owner, processes, agentOrigin } = core;
  const { newTotpSecret, sealTotpSecret } = await house.load('services/signaling/src/access/totp.ts');
  const { recoveryCodeSha384 } = await house.load('services/signaling/src/access/recovery-code.ts');
  const { addStaff, replaceRecoveryCodes } = await house.load('db/src/index.ts');
  const password = `${randomUUID()} Gartenzaun`;
  // one hash for all: what is attacked is not its salt
  const passwordHash = await context.passwords.hash(password);

  const claim: People['claim'] = (claims, { from = core.address(), process = 0, headers = {} } = {}) =>
    ask({
      url: processes[process].consoleUrl,
      method: 'POST',
      path: '/api/console/sign-in',
      headers: { origin: agentOrigin, ...headers },
      body: claims,
      from,
    });
  const insist: People['claim'] = async (...how) => {
    for (let times = 0; times < 20; times++) {
      const reply = await claim(...how);
      if (reply.status !== 429) return reply;
      await pause(1000);
    }
    throw new Error('the service had no time for a sign-in');
  };
  return {
    make: async (organisationId, roles, { name = 'A Person', recoveryCodes = [] } = {}) => {
      const id = randomUUID();
      const email = `${id}@example.test`;
      const totpSecret = newTotpSecret();
      await addStaff(owner, {
        id,
        organisationId,
        email,
        name,
        roles,
        passwordHash,
        passwordMustChange: false,
        totpSecretSealed: sealTotpSecret(context.config.dataKek, id, totpSecret),
      });
      if (roles.includes('agent')) await addShiftRows(owner, { userId: id, organisationId });
      if (recoveryCodes.length > 0)
        await replaceRecoveryCodes(owner, id, recoveryCodes.map(recoveryCodeSha384));
      return { id, organisationId, email, password, totpSecret, roles };
    },
    claim,
    insist,
    signIn: async ({ email, totpSecret }, stepsLater = 0) => {
      const totp = await codeAt(totpSecret, stepsLater);
      const reply = await insist({ email, password, totp }, { from: '127.0.0.1' });
      const cookie = cookieIn(reply);
      if (reply.status !== 200 || cookie === undefined)
        throw new Error(`sign-in: ${reply.status} ${reply.text}`);
      return cookie;
    },
  };
}
