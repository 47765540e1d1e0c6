import { judgePassword, type Judgement } from '@visavis/password-policy/judge';
import { isCommonPassword } from './common-passwords.ts';

/** As the page judges it while it is typed, and by a list that is too large for a page. */
export function judgeNewPassword(password: string, own: readonly string[]): Judgement {
  const judgement = judgePassword(password, own);
  if (judgement.fault !== null || !isCommonPassword(password)) return judgement;
  return { score: 0, fault: 'too_guessable', warning: 'common' };
}
