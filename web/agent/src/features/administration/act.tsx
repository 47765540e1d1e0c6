import { Banner } from '@visavis/ui';
import { useState } from 'react';
import { ApiError } from '../../api/client.ts';
import { isWord, useT } from '../../language/index.ts';

export type Failure = ApiError['code'];

/** One act at a time, and what the server had against the last one. */
export function useAct() {
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = (work: () => Promise<void>): void => {
    setPending(true);
    setFailure(null);
    work()
      .catch((error: unknown) => setFailure(error instanceof ApiError ? error.code : 'internal'))
      .finally(() => setPending(false));
  };
  return { isPending, failure, run, forget: () => setFailure(null) };
}

export function FailureBanner({ failure }: { failure: Failure | null }) {
  const t = useT();
  if (failure === null) return null;
  if (failure === 'offline') return <Banner tone="danger">{t('error.offline')}</Banner>;
  const key = `administration.failure.${failure}`;
  return <Banner tone="danger">{isWord(key) ? t(key) : t('error.generic')}</Banner>;
}
