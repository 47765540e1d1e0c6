import { randomBytes } from 'node:crypto';
import { passwordForm } from '@visavis/password-policy';
import { argon2id, hash, verify } from 'argon2';

/** RFC 9106 section 4, second recommended option: 64 MiB, three passes, four lanes. */
const parameters = { type: argon2id, memoryCost: 65_536, timeCost: 3, parallelism: 4 } as const;

const unpadded = (bytes: number) => randomBytes(bytes).toString('base64').replace(/=+$/, '');

/** What no password has as its hash: whoever has none is compared with this, at the same cost. */
const nobodys = `$argon2id$v=19$m=65536,p=4,t=3$${unpadded(16)}$${unpadded(32)}`;

/** The hash in PHC string format, with its own salt. */
export const hashPassword = (password: string): Promise<string> => hash(passwordForm(password), parameters);

/** Whether the password is right; without a hash it takes the same work and is false. */
export const verifyPassword = (hashed: string | null, password: string): Promise<boolean> =>
  verify(hashed ?? nobodys, passwordForm(password));
