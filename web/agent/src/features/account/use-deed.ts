import { useState } from 'react';
import { problemOf, type Problem } from './problem.ts';

/** One request at a time, and what the server had against the last one. */
export function useDeed() {
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = (deed: () => Promise<void>): void => {
    setPending(true);
    setProblem(null);
    deed()
      .catch((error: unknown) => setProblem(problemOf(error)))
      .finally(() => setPending(false));
  };
  return { isPending, problem, run };
}
