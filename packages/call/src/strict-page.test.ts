import { expect, test } from 'vitest';
import { isOwnScript } from './strict-page.ts';

const page = 'https://id.example/i/1';

test('only files of the build may run as scripts', () => {
  expect(isOwnScript('/assets/call-worker-L_VInfU9.js', page)).toBe(true);
  expect(isOwnScript('https://id.example/assets/call-worker-a.js', page)).toBe(true);
  for (const address of [
    'https://evil.example/assets/call-worker-a.js',
    '//evil.example/assets/a.js',
    'blob:https://id.example/2f9f',
    'data:text/javascript,1',
    'javascript:1',
    '/api/v1/assets/a.js',
    '/assets/../api/a.js',
    '/assets/a.js?b',
    '/assets/a.json',
    'https://',
  ])
    expect(isOwnScript(address, page), address).toBe(false);
});
