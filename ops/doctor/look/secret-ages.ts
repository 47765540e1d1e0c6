import { existsSync, statSync } from 'node:fs';
import { ok, warning, type Finding } from '../finding.ts';

const check = 'secrets';
const dayMs = 86_400_000;
/** Enough to find a quiet hour. */
const daysAhead = 30;

/** Days after which each is replaced (docs/cryptography.md, Keys), by the variable that names its file. */
const daysMost = {
  SESSION_SECRET_FILE: 120,
  DATA_KEK_FILE: 365,
  RECEIPT_PUBLIC_KEY_FILE: 730,
} as const;

export type SecretFiles = Partial<Record<keyof typeof daysMost, string | undefined>>;

/** Whether a secret is older than it may get, or soon will be: its file was written when it was made. */
export function lookAtSecretAges(files: SecretFiles, now = Date.now()): Finding[] {
  return Object.entries(daysMost).flatMap(([variable, most]) => {
    const file = files[variable as keyof typeof daysMost];
    // whoever needs one that is missing says so itself
    if (file === undefined || !existsSync(file)) return [];
    const days = Math.floor((now - statSync(file).mtimeMs) / dayMs);
    return days <= most - daysAhead
      ? ok(check, `${variable} is ${days} days old and replaced after ${most}.`)
      : warning(check, {
          what: `${variable} is ${days} days old; it is to be replaced after ${most}.`,
          why: 'The longer a secret lives, the more hands and backups it has been through.',
          todo: 'docs/operations.md, Secrets, says how each is replaced.',
        });
  });
}
