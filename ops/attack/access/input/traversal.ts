import type { AccessAttack } from '../attack.ts';
import { ask } from '../world/http.ts';

const up = [
  '../',
  '..%2f',
  '%2e%2e/',
  '%2e%2e%2f',
  '..%5c',
  '..\\',
  '%252e%252e%252f',
  '..%c0%af',
  '.%00./',
  '....//',
];
const targets = ['etc/passwd', 'package.json', 'services/signaling/src/main.ts'];
/** What stands in those files. */
const marks = ['root:x:0', '"name": "visavis', 'createContext(config'];

export const pathTraversal: AccessAttack = {
  name: 'path-traversal',
  by: 'only files below the built pages are sent, and ids are UUIDs',
  copy: 'input',
  defence: [
    {
      file: 'services/signaling/src/http/web-files.ts',
      find: '  const router = Router();',
      replace: `  const router = Router();
  router.get(/.*\\.\\..*|.*%2e.*|.*%2f.*/i, (request, response) => {
    response.type('text').sendFile(join(folder, decodeURIComponent(request.url)), { dotfiles: 'allow' });
  });`,
    },
  ],
  run: async ({ consoleUrl, customerUrl, own }) => {
    let tried = 0;
    const read: string[] = [];
    const prefixes = ['/', '/assets/', '/i/', '/api/console/contracts/', '/api/v1/identifications/'];
    for (const url of [consoleUrl, customerUrl])
      for (const prefix of prefixes)
        for (const step of up)
          for (const target of targets)
            for (const depth of [3, 8]) {
              tried++;
              const path = `${prefix}${step.repeat(depth)}${target}`;
              const { text } = await ask({ url, path, headers: { authorization: `Bearer ${own.apiKey}` } });
              if (marks.some(mark => text.includes(mark))) read.push(path);
            }
    return {
      succeeded: read.length > 0,
      seen: `${tried} addresses: ${read.length === 0 ? 'no file' : `read by ${read.length}, as ${read[0]}`}`,
    };
  },
};
