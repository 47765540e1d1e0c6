import type { Linter } from 'eslint';

/**
 * What no code of the house may do, whatever it is for: injection, randomness that can be guessed, digests that are
 * broken, trust without looking. ops/check/forbidden.test.ts tries each.
 */
const forbid = (selector: string, message: string) => ({ selector, message });

export const forbiddenEverywhere: Linter.RulesRecord = {
  eqeqeq: 'error',
  'no-extend-native': 'error',
  'no-proto': 'error',
};

export const forbiddenInProduct: Linter.RulesRecord = {
  'no-eval': 'error',
  'no-new-func': 'error',
  'no-script-url': 'error',
  'no-restricted-syntax': [
    'error',
    forbid('JSXAttribute[name.name="dangerouslySetInnerHTML"]', 'Text is text: React renders it.'),
    forbid('MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]', 'Text is text.'),
    forbid('CallExpression[callee.object.name="document"][callee.property.name=/^write/]', 'Text is text.'),
    forbid('CallExpression[callee.property.name="unsafe"]', 'Queries have parameters.'),
    forbid('MemberExpression[object.name="Math"][property.name="random"]', 'It can be guessed: use crypto.'),
    forbid(
      'CallExpression[callee.name=/^create(Hash|Hmac)$/] > Literal[value=/^(md4|md5|sha1|ripemd)/i]',
      'A broken digest.',
    ),
    forbid(
      'CallExpression[callee.name=/^create(C|Dec)ipher/] > Literal:first-child[value=/ecb|cbc|des|rc4/i]',
      'Authenticated encryption only.',
    ),
    forbid('Property[key.name="rejectUnauthorized"][value.value=false]', 'Certificates are checked.'),
    forbid('Property[key.name="shell"][value.value=true]', 'Programs get arguments, never a command line.'),
    forbid('ImportSpecifier[imported.name=/^exec(Sync)?$/]', 'Programs get arguments, never a command line.'),
    forbid('NewExpression[callee.name="RegExp"]', 'Expressions are written down, never made of input.'),
    forbid(
      'Literal[regex.pattern=/\\((?:[^()\\\\]|\\\\.)*[+*](?:[^()\\\\]|\\\\.)*\\)[+*]/]',
      'Runs away on bad input.',
    ),
    forbid('CallExpression[callee.property.name="merge"][callee.object.name="_"]', 'Prototype pollution.'),
    forbid('MemberExpression[object.name="document"][property.name="cookie"]', 'Cookies are the server’s.'),
  ],
};
