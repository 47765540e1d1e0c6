/*
 * First import of every page and worker of ours: what the page's policy forbids is not even tried, and scripts come from
 * our own build alone (Trusted Types: `require-trusted-types-for 'script'`, where the browser knows it).
 */
import { config } from 'zod';

type Rule = (text: string) => string | null;
type PolicyFactory = {
  createPolicy: (name: 'default', rules: { createScriptURL: Rule; createHTML: Rule }) => unknown;
};

/** Whether an address is a file of the build: `/assets/…` of this page's origin. */
export function isOwnScript(address: string, page: string): boolean {
  const url = URL.canParse(address, page) ? new URL(address, page) : undefined;
  return (
    url !== undefined &&
    url.origin === new URL(page).origin &&
    // eslint-disable-next-line no-restricted-syntax -- a dot begins each part and is in none: there is one way to read it
    /^\/assets\/[\w-]+(\.[\w-]+)*\.js$/.test(url.pathname) &&
    url.search === ''
  );
}

// else zod tries, once, whether it may make code from text
config({ jitless: true });

// What an address stands for as a worker or script is decided here alone, and an element may be emptied, as react-aria
// does. Everything else that makes code or markup of text is refused.
const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
trustedTypes?.createPolicy('default', {
  createScriptURL: address => (isOwnScript(address, location.href) ? address : null),
  createHTML: markup => (markup === '' ? '' : null),
});
