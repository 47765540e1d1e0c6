import type { AccessAttack } from '../attack.ts';
import { ask } from '../world/http.ts';

const paths = [
  '//evil.test',
  '//evil.test/',
  '//evil.test/..',
  '//evil.test/%2e%2e',
  '///evil.test/',
  '/\\evil.test/',
  '/%5cevil.test/',
  '/%2f%2fevil.test/',
  '/%2fevil.test/..',
  '/assets//evil.test/',
  '/assets',
  '/assets/..//evil.test/',
  '/?next=https://evil.test/',
  '/?returnTo=//evil.test',
  '/i/x?url=https://evil.test',
  '/api/console/sign-out?redirect=https://evil.test',
  'http://evil.test/',
];

export const openRedirect: AccessAttack = {
  name: 'open-redirect',
  by: 'nothing redirects',
  copy: 'borders',
  defence: [
    {
      file: 'services/signaling/src/http/web-files.ts',
      find: '  const router = Router();',
      replace: `  const router = Router();
  router.use((request, response, next) => {
    if (request.path.length > 1 && request.path.endsWith('/')) response.redirect(request.path.slice(0, -1));
    else next();
  });`,
    },
  ],
  sampled: true,
  run: async ({ consoleUrl, customerUrl }) => {
    const sent: string[] = [];
    for (const url of [consoleUrl, customerUrl])
      for (const path of paths) {
        const { status, headers } = await ask({ url, path, headers: { host: 'evil.test' } });
        const { location, refresh } = headers;
        if ((status >= 300 && status < 400) || location !== undefined || refresh !== undefined)
          sent.push(`${path} to ${location ?? ''}`);
      }
    return {
      succeeded: sent.length > 0,
      seen: `${paths.length} addresses at 2 listeners: ${sent.length === 0 ? 'no redirect' : sent.join('; ')}`,
    };
  },
};
