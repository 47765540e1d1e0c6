/** A figure beside the baseline that was measured in the same run. */
export interface BenchResult {
  name: string;
  value: number;
  baseline: number;
  /** What the baseline is; `fixed limit` for an absolute aim. */
  baselineIs: string;
  /** value / baseline. */
  ratio: number;
  unit: string;
  better: 'higher' | 'lower';
  /** The ratio to reach, or null for a figure that only informs. */
  aim: number | null;
  met: boolean;
}

/** One suite's measuring; it says on `progress` what it is at. @throws if something could not be measured */
export type Suite = (progress: (line: string) => void) => Promise<BenchResult[]>;

type Measured = Pick<BenchResult, 'name' | 'value' | 'unit' | 'better'>;

const rounded = (value: number): number => Number(value.toPrecision(4));

/** A figure against a baseline measured in the same run; without an aim it only informs. */
export function compared(
  measured: Measured,
  baseline: number,
  baselineIs: string,
  aim: number | null,
): BenchResult {
  const { name, unit, better } = measured;
  const ratio = measured.value / baseline;
  if (!Number.isFinite(ratio)) throw new Error(`${name}: nothing was measured`);
  const met = aim === null || (better === 'lower' ? ratio <= aim : ratio >= aim);
  return {
    name,
    value: rounded(measured.value),
    baseline: rounded(baseline),
    baselineIs,
    ratio: rounded(ratio),
    unit,
    better,
    aim,
    met,
  };
}

/** A figure against an absolute limit, in the figure's own unit. */
export const limited = (measured: Measured, limit: number): BenchResult =>
  compared(measured, limit, 'fixed limit', 1);
