import { ApiError } from '../../api/client.ts';
import type { Translate } from '../../language/index.ts';

/** What the server said to a change of one's own account. */
export type Problem = 'refused' | 'weak' | 'used_before' | 'too_many' | 'offline' | 'failed';

const byCode: Partial<Record<ApiError['code'], Problem>> = {
  factors_refused: 'refused',
  // what fits no form is refused like what is wrong
  invalid_request: 'refused',
  password_weak: 'weak',
  password_used_before: 'used_before',
  too_many_requests: 'too_many',
  offline: 'offline',
};

export const problemOf = (error: unknown): Problem =>
  (error instanceof ApiError && byCode[error.code]) || 'failed';

/** What stands at the new password. */
export function passwordProblem(problem: Problem | null, t: Translate): string | undefined {
  if (problem === 'weak') return t('account.password.weak');
  return problem === 'used_before' ? t('account.password.used_before') : undefined;
}
