import { Banner } from '@visavis/ui';
import { isWord, useT } from '../language/index.ts';
import type { Failure } from './use-act.ts';

/** What a code means where it is more than what it always means. */
export type Said = Partial<Record<Failure, string>>;

/** Why it was not done, in the code's own words. Who would not confirm knows: that is no trouble. */
export function FailureBanner({ failure, said = {} }: { failure: Failure | null; said?: Said }) {
  const t = useT();
  if (failure === null) return null;
  const key = failure === 'offline' ? 'error.offline' : `failure.${failure}`;
  return (
    <Banner tone={failure === 'confirmation_required' ? 'info' : 'danger'}>
      {said[failure] ?? t(isWord(key) ? key : 'error.generic')}
    </Banner>
  );
}
