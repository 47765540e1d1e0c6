import { useAct } from '../../shell/use-act.ts';
import { problemOf, type Problem } from './problem.ts';

/** An act on one's own account, and what the server had against the last one. */
export function useDeed() {
  const { isPending, error, run } = useAct();
  const problem: Problem | null = error === null ? null : problemOf(error);
  return { isPending, problem, run };
}
