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

test.each(['141312190296q', 'lockingservi', 'ytpfdbcbvjcnm'])(
  'a common one is refused where its strength alone would have let it through: %s',
  one => {
    expect(judgePassword(one, []).fault).toBeNull();
    expect(judgeNewPassword(one, [])).toEqual({ score: 0, fault: 'too_guessable', warning: 'common' });
  },
);

test('one that is not known is judged by its strength alone', () => {
  expect(judgeNewPassword('correct horse battery staple', [])).toEqual(
    judgePassword('correct horse battery staple', []),
  );
});
