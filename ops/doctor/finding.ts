/** What one look found out. */
export type Finding = {
  /** Which look, for programs that read `--json`. */
  check: string;
  /** `problem`: a caller would fail. `unknown`: could not be looked at from here. */
  level: 'ok' | 'warning' | 'problem' | 'unknown';
  what: string;
  /** Left out where all is well. */
  why?: string;
  todo?: string;
};

export const ok = (check: string, what: string): Finding => ({ check, level: 'ok', what });

type Trouble = { what: string; why: string; todo: string };
export const problem = (check: string, trouble: Trouble): Finding => ({
  check,
  level: 'problem',
  ...trouble,
});
export const warning = (check: string, trouble: Trouble): Finding => ({
  check,
  level: 'warning',
  ...trouble,
});
export const unknown = (check: string, trouble: Trouble): Finding => ({
  check,
  level: 'unknown',
  ...trouble,
});

const signs = { ok: 'ok      ', warning: 'warning ', problem: 'PROBLEM ', unknown: 'unknown ' };

/** A finding as lines for a terminal. */
export function describeFinding({ level, what, why, todo }: Finding): string {
  const indent = ' '.repeat(signs.ok.length);
  return [
    `${signs[level]}${what}`,
    ...(why ? [`${indent}Why it matters: ${why}`] : []),
    ...(todo ? [`${indent}What to do: ${todo}`] : []),
  ].join('\n');
}

/** Words for an error of the network or a library, without what it may quote. */
export function reasonOf(error: unknown): string {
  const cause: unknown = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.name : 'an unknown error';
}
