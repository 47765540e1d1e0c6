import { useState } from 'react';
import { ApiError } from '../api/client.ts';

export type Failure = ApiError['code'];

/** One act at a time, and what the server had against the last one. */
export function useAct() {
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = (work: () => Promise<void>): void => {
    setPending(true);
    setError(null);
    work()
      .catch(setError)
      .finally(() => setPending(false));
  };
  const failure: Failure | null = error === null ? null : error instanceof ApiError ? error.code : 'internal';
  return { isPending, error, failure, run, forget: () => setError(null) };
}
