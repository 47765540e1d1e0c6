import { randomUUID } from 'node:crypto';
import { consoleApi, isPermitted, tenantApi, type ConsoleEndpoint, type Endpoint } from '@visavis/protocol';
import type { AccessAttack } from '../attack.ts';
import { ask } from '../world/http.ts';
import { standings } from '../world/sessions.ts';
import type { World } from '../world/world.ts';
import { bodyFor } from './bodies.ts';

const forbidden: Record<string, unknown> = {
  role: 'operator',
  roles: ['operator'],
  isAdmin: true,
  tenantId: randomUUID(),
  organisationId: randomUUID(),
  userId: randomUUID(),
  passwordHash: 'x',
  passwordMustChange: false,
  createdAt: '2000-01-01T00:00:00.000Z',
  __proto__x: { isAdmin: true },
  constructor: { prototype: { isAdmin: true } },
};

type Place = (body: object, field: string, value: unknown) => object;
const places: Place[] = [
  (body, field, value) => ({ ...body, [field]: value }),
  // in the first object within
  (body, field, value) => {
    const [name] =
      Object.entries(body).find(
        ([, inner]) => typeof inner === 'object' && inner !== null && !Array.isArray(inner),
      ) ?? [];
    if (name === undefined) return { ...body, [field]: value };
    return { ...body, [name]: { ...(body as Record<string, object>)[name], [field]: value } };
  },
];

type Sender = { url: string; headers: Record<string, string> };

async function senderOf(world: World, endpoint: Endpoint | ConsoleEndpoint): Promise<Sender> {
  if (!('action' in endpoint))
    return { url: world.customerUrl, headers: { authorization: `Bearer ${world.own.apiKey}` } };
  const { action } = endpoint;
  const standing =
    action &&
    standings.find(({ kind, role }) => isPermitted({ roles: [role], organisationKind: kind }, action));
  const headers: Record<string, string> = { origin: world.agentOrigin };
  if (standing) headers.cookie = await world.sessions(standing);
  return { url: world.consoleUrl, headers };
}

/** Where the rest of the world adds members, a schema leaves out what it does not name. */
const isLeftOut = ({ body }: Endpoint, placed: object, field: string): boolean => {
  const parsed = body?.safeParse(placed);
  return parsed?.success === true && !JSON.stringify(parsed.data).includes(`"${field}":`);
};

/** Fields that no form has, on every route that takes a body. */
export const massAssignment: AccessAttack = {
  name: 'mass-assignment-on-every-body',
  by: 'every body is parsed by a schema that refuses unknown fields, or leaves them out of what a browser makes',
  copy: 'input',
  defence: [
    {
      file: 'services/signaling/src/http/mount.ts',
      find: 'body: endpoint.body?.parse(request.body ?? {}) as undefined,',
      replace: 'body: (request.body ?? {}) as undefined,',
    },
  ],
  controlSize: 0.2,
  run: async (world, size) => {
    const endpoints: (Endpoint | ConsoleEndpoint)[] = [
      ...Object.values(consoleApi),
      ...Object.values(tenantApi),
    ];
    const all = Object.entries(forbidden);
    const some = all.slice(-Math.ceil(all.length * size));
    const taken: string[] = [];
    let tried = 0;
    let bodies = 0;
    for (const endpoint of endpoints) {
      const body = bodyFor(endpoint, randomUUID);
      if (!body) continue;
      bodies++;
      const sender = await senderOf(world, endpoint);
      for (const [field, value] of some)
        for (const place of places) {
          if (field in body) continue;
          const placed = place(body, field, value);
          if (isLeftOut(endpoint, placed, field)) continue;
          tried++;
          // JSON may name what an object literal cannot
          const text = JSON.stringify(placed).replace('"__proto__x"', '"__proto__"');
          const path = endpoint.path.replaceAll('{id}', randomUUID()).replaceAll(/\{\w+\}/g, '0');
          const reply = await ask({ ...sender, method: endpoint.method.toUpperCase(), path, body: text });
          if (reply.status !== 400)
            taken.push(`${field} at ${endpoint.method} ${endpoint.path} (${reply.status})`);
        }
    }
    return {
      succeeded: taken.length > 0,
      seen: `${tried} bodies with a field too many, of ${bodies} kinds: ${taken.length === 0 ? 'all refused' : `${taken.length} taken, as ${taken[0]}`}`,
    };
  },
};
