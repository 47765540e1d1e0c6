import { ok, problem, unknown, warning, type Finding } from '../finding.ts';
import { ask } from './pages.ts';

const check = 'clock';
/** S3 refuses signatures 15 minutes off; TOTP steps take 30 seconds. */
const skewMostSeconds = 5;
const skewBrokenSeconds = 30;

/** @param skewSeconds this machine's clock minus the other's */
export function judgeSkew(skewSeconds: number, other: string): Finding {
  const size = Math.abs(skewSeconds);
  if (size <= skewMostSeconds)
    return ok(check, `The clock agrees with ${other} within ${skewMostSeconds} s.`);
  const trouble = {
    what: `The clock is ${Math.round(size)} s ${skewSeconds > 0 ? 'ahead of' : 'behind'} ${other}.`,
    why: 'One-time passwords, signed uploads, certificates and retention periods depend on it.',
    todo: 'Run a time service (chrony, systemd-timesyncd) on every machine.',
  };
  return size > skewBrokenSeconds ? problem(check, trouble) : warning(check, trouble);
}

/** Compares with what the storage, and the front, say in their Date headers. */
export async function lookAtClock(origins: readonly string[]): Promise<Finding[]> {
  const found = await Promise.all(
    [...new Set(origins)].map(async origin => {
      const asked = Date.now();
      const date = await ask(`${origin}/`).then(
        answer => Date.parse(answer.headers.date ?? ''),
        () => NaN,
      );
      // whole seconds, cut off; the answer was written somewhere in between
      return Number.isNaN(date) ? [] : [judgeSkew(((asked + Date.now()) / 2 - date - 500) / 1000, origin)];
    }),
  );
  const findings = found.flat();
  if (findings.length > 0) return findings;
  return [
    unknown(check, {
      what: 'No other clock to compare with was reached.',
      why: 'One-time passwords, signed uploads and certificates depend on it.',
      todo: 'Look again when the addresses above answer.',
    }),
  ];
}
