import { randomBytes } from 'node:crypto';
import { argon2id, hash as argon2Hash, verify } from 'argon2';
import { boundedQueue } from './bounded-queue.ts';

/** RFC 9106 section 4, second recommended option: 64 MiB, three passes, four lanes. */
const parameters = { type: argon2id, memoryCost: 65_536, timeCost: 3, parallelism: 4 } as const;

/** A hash takes about 0.1 s of all cores: two at a time keep other requests answered; who comes 65th is turned away. */
const enqueue = boundedQueue(2, 64);

/** The hash in PHC string format, with its own salt. */
export const hashPassword = (password: string): Promise<string> =>
  enqueue(() => argon2Hash(password, parameters));

let nobodys: Promise<string> | undefined;

/**
 * Whether the password is right. Without a hash (nobody has that name) it takes the same work and is false.
 * @throws Refused `too_many_requests` when too many wait
 */
export async function verifyPassword(hash: string | undefined, password: string): Promise<boolean> {
  nobodys ??= hashPassword(randomBytes(32).toString('base64url'));
  const compared = hash ?? (await nobodys);
  const right = await enqueue(() => verify(compared, password));
  return right && hash !== undefined;
}
