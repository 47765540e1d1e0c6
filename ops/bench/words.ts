import type { BenchResult } from './result.ts';

function line({ name, value, baseline, baselineIs, ratio, unit, better, aim, met }: BenchResult): string {
  const wanted = better === 'lower' ? 'at most' : 'at least';
  const verdict = aim === null ? '' : `  ${wanted} ${aim}: ${met ? 'met' : 'NOT MET'}`;
  return `${name}: ${value} ${unit}, ${ratio} × ${baselineIs} (${baseline} ${unit})${verdict}`;
}

/** A line a figure. */
export const inWords = (results: readonly BenchResult[]): string => results.map(line).join('\n');
