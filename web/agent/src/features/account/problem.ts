import { ApiError } from '../../api/client.ts';
import type { Translate } from '../../language/index.ts';

/** What the server said to a change of one's own account. */
export type Problem =
  'refused' | 'unconfirmed' | 'weak' | 'used_before' | 'too_many' | 'no_passkey' | 'offline' | 'failed';

const byCode: Partial<Record<ApiError['code'], Problem>> = {
  factors_refused: 'refused',
  // what fits no form is refused like what is wrong
  invalid_request: 'refused',
  confirmation_required: 'unconfirmed',
  password_weak: 'weak',
  password_used_before: 'used_before',
  too_many_requests: 'too_many',
  offline: 'offline',
};

export function problemOf(error: unknown): Problem {
  // what a browser gives when nothing was chosen, or the time was over
  if (error instanceof Error && error.name === 'NotAllowedError') return 'no_passkey';
  return (error instanceof ApiError && byCode[error.code]) || 'failed';
}

/** What stands at the new password. */
export function passwordProblem(problem: Problem | null, t: Translate): string | undefined {
  if (problem === 'weak') return t('account.password.weak');
  return problem === 'used_before' ? t('account.password.used_before') : undefined;
}
