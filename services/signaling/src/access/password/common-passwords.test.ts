import { passwordRules } from '@visavis/password-policy';
import { judgePassword } from '@visavis/password-policy/judge';
import { expect, test } from 'vitest';
import { isCommonPassword, readCommonPasswords } from './common-passwords.ts';
import { judgeNewPassword } from './judge.ts';

test('far more than the 3000 commonest passwords that are long enough are known, in any case', () => {
  const common = [...readCommonPasswords()];
  expect(common.length).toBeGreaterThan(40_000);
  expect(common.every(one => one.length >= passwordRules.least)).toBe(true);
  for (const one of common.slice(0, 3000))
    expect([one, isCommonPassword(one), isCommonPassword(one.toUpperCase())]).toEqual([one, true, true]);
  expect(isCommonPassword('correct horse battery staple')).toBe(false);
});

test('a common one is refused where its strength alone would have let it through', () => {
  const strong = readCommonPasswords()
    .values()
    .filter(one => judgePassword(one, []).fault === null);
  for (const one of strong.take(3))
    expect([one, judgeNewPassword(one, [])]).toEqual([
      one,
      { score: 0, fault: 'too_guessable', warning: 'common' },
    ]);
  expect(judgeNewPassword('correct horse battery staple', [])).toEqual(
    judgePassword('correct horse battery staple', []),
  );
});
