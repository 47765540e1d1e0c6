import { randomBytes } from 'node:crypto';
import type { AccessAttack } from '../attack.ts';
import { ask, type Reply } from '../world/http.ts';
import type { World } from '../world/world.ts';

const use = ({ customerUrl, own }: World, authorization: string, from: string): Promise<Reply> =>
  ask({
    url: customerUrl,
    path: `/api/v1/identifications/${own.identificationId}`,
    headers: { authorization },
    from,
  });

/** Keys like one that is good, as a log or a screenshot may have shown it in part. */
export const nearKeys: AccessAttack = {
  name: 'api-keys-near-a-good-one',
  by: 'a key is 32 random bytes, compared as a whole by its hash',
  copy: 'rights',
  defence: [
    {
      file: 'services/signaling/src/access/api-key.ts',
      find: "createHash('sha384').update(key).digest();",
      replace: "createHash('sha384').update(key.slice(0, 20)).digest();",
    },
  ],
  run: async world => {
    const key = world.own.apiKey;
    const from = world.address();
    if ((await use(world, `Bearer ${key}`, from)).status !== 200) throw new Error('the good key is refused');
    const half = key.slice(0, 24);
    const tried = [
      `Bearer ${half}${randomBytes(32).toString('base64url')}`.slice(0, 'Bearer '.length + key.length),
      `Bearer ${key.slice(0, -1)}${key.endsWith('A') ? 'Q' : 'A'}`,
      `Bearer ${key.slice(0, -1)}%`,
      `Bearer ${key.slice(0, 3)}${'_'.repeat(43)}`,
      `Bearer ${key.toUpperCase()}`,
      `Bearer ${key}A`,
      `Bearer ${key}, Bearer x`,
      `bearer${key}`,
      `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
      key,
      'Bearer null',
      'Bearer ',
    ];
    const statuses = [];
    for (const authorization of tried) statuses.push((await use(world, authorization, from)).status);
    return {
      succeeded: statuses.some(status => status !== 401),
      seen: `${tried.length} keys near a good one: ${[...new Set(statuses)].join(', ')}`,
    };
  },
};

export const guessedKeys: AccessAttack = {
  name: 'api-key-guessing',
  by: 'an address that shows no good key is looked at a hundred times, then fifty times a second',
  copy: 'rights',
  defence: [
    {
      file: 'services/signaling/src/http/api-key-guard.ts',
      find: "const within = allowsAddress(request.ip ?? '');",
      replace: "const within = allowsAddress(request.ip ?? '') || true;",
    },
  ],
  run: async (world, size) => {
    const from = world.address();
    const many = Math.ceil(600 * size);
    const replies: Reply[] = [];
    for (let next = 0; next < many; next += 50)
      replies.push(
        ...(await Promise.all(
          Array.from({ length: 50 }, () =>
            use(world, `Bearer vv_${randomBytes(32).toString('base64url')}`, from),
          ),
        )),
      );
    const lookedAt = replies.filter(({ status }) => status !== 429).length;
    return {
      succeeded: lookedAt === replies.length,
      seen: `${replies.length} guesses in a row, ${lookedAt} looked at`,
    };
  },
};
