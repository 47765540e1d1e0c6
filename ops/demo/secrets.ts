import type { Browser } from 'playwright-core';
import { samplePerson, type Ready } from '../start/ready.ts';

/** Personal data that the tenant ordered with: sealed before it is stored, and in no log. */
export const personal = {
  'family name': samplePerson.familyName,
  'given names': samplePerson.givenNames,
  'document number': samplePerson.document.number,
  'birth date': samplePerson.birthDate,
};

/** What lets people and systems in: some of it is stored sealed, some hashed, none of it is logged. */
export async function credentialsOf(
  { users, tenant, customerUrl }: Ready,
  browsers: readonly Browser[],
): Promise<Record<string, string>> {
  const contexts = browsers.flatMap(browser => browser.contexts());
  const all = (await Promise.all(contexts.map(context => context.cookies()))).flat();
  const cookies = all.filter(({ name }) => name.endsWith('visavis'));
  const links = [customerUrl, ...contexts.flatMap(context => context.pages()).map(page => page.url())];
  const tokens = links.map(link => new URL(link).hash.slice(1)).filter(hash => /^[\w-]{43}/.test(hash));
  return {
    'API key': tenant.apiKey,
    ...Object.fromEntries(
      Object.entries(users).flatMap(([role, { email, password, totpSecret }]) => [
        [`e-mail address of ${role}`, email],
        [`password of ${role}`, password],
        [`TOTP secret of ${role}`, totpSecret],
      ]),
    ),
    ...Object.fromEntries(tokens.map((token, index) => [`link token ${index}`, token.slice(0, 43)])),
    // `s:ID.signature`: the id alone would do for whoever knows the key
    ...Object.fromEntries(
      cookies.map(({ value }, index) => [
        `session id ${index}`,
        decodeURIComponent(value).replace(/^s:/, '').split('.')[0] ?? value,
      ]),
    ),
  };
}
