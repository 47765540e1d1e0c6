/**
 * The password process: hashes take 64 MiB and a tenth of a second of all cores each, judging a new password nearly as
 * much. It is scheduled after everything else on the machine, so that a flood of sign-ins leaves calls alone. Started by
 * `start.ts`; ends with its parent.
 */
import process from 'node:process';
import { hashPassword, verifyPassword } from './argon2.ts';
import type { PasswordAnswer, PasswordRequest } from './requests.ts';

async function answer(request: PasswordRequest) {
  switch (request.work) {
    case 'hash':
      return hashPassword(request.password);
    case 'verify':
      return verifyPassword(request.hashed, request.password);
    case 'judge': {
      // dictionaries and a list of some megabytes, for whoever sets a password
      const { judgeNewPassword } = await import('./judge.ts');
      return judgeNewPassword(request.password, request.own);
    }
  }
}

const send = (message: PasswordAnswer) => process.send?.(message);

process.on('message', (request: PasswordRequest) => {
  answer(request).then(
    value => send({ id: request.id, value }),
    () => send({ id: request.id, failed: true }),
  );
});
process.on('disconnect', () => process.exit());
// it may be put behind the others now
send({ id: 0, value: true });
