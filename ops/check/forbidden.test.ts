import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';
import { forbiddenEverywhere, forbiddenInProduct } from './forbidden.ts';

const linter = new Linter();
const rules = { ...forbiddenEverywhere, ...forbiddenInProduct };
const faults = (code: string): number =>
  linter.verify(
    code,
    [{ files: ['**/*.tsx'], languageOptions: { parser: tseslint.parser }, rules }],
    'one.tsx',
  ).length;

test.each([
  ['make code of text', 'eval(text)'],
  ['make code of text', 'new Function(text)'],
  ['make code of text', "const link = 'javascript:alert(1)'"],
  ['make markup of text', 'const part = <div dangerouslySetInnerHTML={{ __html: text }} />'],
  ['make markup of text', 'element.innerHTML = text'],
  ['make markup of text', 'document.write(text)'],
  ['make SQL of text', 'await sql.unsafe(text)'],
  ['make a command line', "spawn('ls', [], { shell: true })"],
  ['make a command line', "import { exec } from 'node:child_process'"],
  ['make an expression of text', 'new RegExp(text)'],
  ['have an expression that runs away', 'const bad = /^(a+)+$/'],
  ['have an expression that runs away', 'const bad = /(x*y)*z/'],
  ['guess', 'const id = Math.random()'],
  ['use a broken digest', "createHash('md5')"],
  ['use a broken digest', "createHmac('sha1', key)"],
  ['use a bare cipher', "createCipheriv('aes-256-ecb', key, null)"],
  ['use a bare cipher', "createCipheriv('aes-256-cbc', key, iv)"],
  ['trust any certificate', 'connect({ rejectUnauthorized: false })'],
  ['compare loosely', 'if (a == b) c()'],
  ['reach a prototype', 'a.__proto__ = b'],
  ['read cookies in a page', 'document.cookie'],
])('code may not %s: %s', (_what, code) => {
  expect(faults(code)).toBe(1);
});

test('ordinary code may be', () => {
  for (const code of [
    "createHash('sha384')",
    "createCipheriv('aes-256-gcm', key, nonce)",
    "spawn('ls', ['-l'])",
    'const good = /^[a-z]+(-[a-z]{2})?$/',
    'await sql`select 1 where a = ${b}`',
    'element.textContent = text',
  ])
    expect([code, faults(code)]).toEqual([code, 0]);
});
