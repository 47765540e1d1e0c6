import { expect, test } from 'vitest';
import { browserFamily } from './browser.ts';

test.each([
  [
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36',
    'chrome',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0',
    'chrome',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'firefox'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6) AppleWebKit/605.1.15 Version/18.6 Mobile Safari/604.1',
    'safari',
  ],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_6) AppleWebKit/605.1.15 CriOS/142.0 Mobile Safari/604.1', 'safari'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605.1.15 Version/18.6 Safari/605.1.15',
    'safari',
  ],
])('%s', (userAgent, family) => {
  expect(browserFamily(userAgent)).toBe(family);
});
