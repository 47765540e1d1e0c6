import { createHash, randomInt } from 'node:crypto';

/** Crockford's base 32: no letter that is taken for a digit or makes a word. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groups = 6;
const groupLength = 4;
const setSize = 10;

const newCode = (): string =>
  Array.from({ length: groups }, () =>
    Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join(''),
  ).join('-');

/** Ten codes of 120 random bits each, to be shown once. */
export const newRecoveryCodes = (): string[] => Array.from({ length: setSize }, newCode);

/** However it was typed: case, spaces and hyphens do not matter, nor O for 0 or I and L for 1. */
export const recoveryCodeSha384 = (code: string): Buffer =>
  createHash('sha384')
    .update(code.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1'))
    .digest();
