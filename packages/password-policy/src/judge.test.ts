import { readFileSync } from 'node:fs';
import { dictionary } from '@zxcvbn-ts/language-common';
import { expect, test } from 'vitest';
import { judgePassword } from './judge.ts';
import { houseWords, passwordRules } from './rules.ts';

const own = ['Anna Berger', 'anna.berger@example-bank.test', 'Example Bank'];
const faultOf = (password: string) => judgePassword(password, own).fault;

test('takes long passwords that nobody guesses, with or without signs', () => {
  for (const password of [
    'correct horse battery staple',
    'Tulpe-Regal-Nebel-42',
    '8u3kq0vzx7wpl',
    '🜁🜂🜃🜄 wie Wetterleuchten',
  ])
    expect(faultOf(password)).toBeNull();
});

test('counts characters as a person does', () => {
  expect(faultOf('k8!vQz0#pLw')).toBe('too_short');
  expect(faultOf('k8!vQz0#pLwö')).toBeNull();
  // six signs of two UTF-16 units each are six, not twelve
  expect(faultOf('🜁🜂🜃🜄🜅🜆')).toBe('too_short');
  // o and a combining diaeresis are one letter
  expect(faultOf('k8!vQz0#pLo\u0308')).toBe('too_short');
  expect(faultOf('k8!vQz0#pLwe'.repeat(22))).toBe('too_long');
});

test('refuses what is easy to guess, and says why', () => {
  expect(judgePassword('aaaaaaaaaaaaaaaa', own)).toMatchObject({
    fault: 'too_guessable',
    warning: 'simpleRepeat',
  });
  expect(judgePassword('PasswortPasswort', own)).toMatchObject({
    fault: 'too_guessable',
    warning: 'extendedRepeat',
  });
  expect(judgePassword('qwertzuiopü+', own)).toMatchObject({ fault: 'too_guessable' });
});

test('knows the person: what is strong for another is weak for her', () => {
  for (const password of [
    'Anna Berger 1974',
    'annaberger1974',
    'BergerAnna-2026',
    'anna.berger@example-bank.test',
  ])
    expect([password, faultOf(password)]).toEqual([password, 'too_guessable']);
  expect(judgePassword('Anna Berger 1974', own).warning).toBe('userInputs');
});

test('words of the house are no passwords, whatever is added in a hurry, and SECURITY.md lists them all', () => {
  for (const word of houseWords)
    for (const password of [
      `${word}${word}`.padEnd(passwordRules.least, '1'),
      word.padEnd(passwordRules.least, '1'),
    ])
      expect([password, faultOf(password)]).toEqual([password, 'too_guessable']);
  const page = readFileSync(new URL('../../../SECURITY.md', import.meta.url), 'utf8');
  const [, list = ''] = /\*\*Words of the house\*\*[^:]*: ([^.]*)\./.exec(page) ?? [];
  expect(list.split(/,\s+/)).toEqual(houseWords);
});

test('what is known from breaches is refused, whatever its length', () => {
  const breached = dictionary['passwords-common'].filter(one => one.length >= passwordRules.least);
  expect(dictionary['passwords-common'].length).toBeGreaterThan(40_000);
  expect(breached.length).toBeGreaterThan(300);
  // judging takes long: some of them
  const some = breached.filter((_, index) => index % 8 === 0);
  expect(some.filter(one => faultOf(one) === null)).toEqual([]);
});

test('a password counts as it is typed: case, signs, spaces and every character to the last', () => {
  for (const password of [
    'ÄÖÜ äöü ß Kranich Nebel',
    'nur kleine buchstaben im kranich',
    '    Nebel Kranich    ',
    'k8!vQz0#pLw'.repeat(10),
  ])
    expect([password, faultOf(password)]).toEqual([password, null]);
});
