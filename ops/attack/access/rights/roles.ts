import { randomUUID } from 'node:crypto';
import {
  actionOfConsole,
  consoleApi,
  isPermitted,
  type ConsoleEndpoint,
  type Endpoint,
} from '@visavis/protocol';
import type { AccessAttack } from '../attack.ts';
import { ask, codeOf, type Reply } from '../world/http.ts';
import { standings } from '../world/sessions.ts';
import { connectConsole } from '../world/sockets.ts';
import type { World } from '../world/world.ts';

const knock = (world: World, { method, path }: Endpoint, headers: Record<string, string>): Promise<Reply> =>
  ask({
    url: world.consoleUrl,
    method: method.toUpperCase(),
    path: path.replaceAll(/\{\w+\}/g, randomUUID()),
    headers: { origin: world.agentOrigin, ...headers },
    ...(method === 'get' ? {} : { body: {} }),
  });

/** Everybody tries every route that the table gives to somebody else; also nobody, and a tenant's own system. */
export const crossedRoles: AccessAttack = {
  name: 'privilege-crossing-on-every-route',
  by: 'one table says who may do what, and is asked before anything is read',
  copy: 'rights',
  defence: [
    {
      file: 'services/signaling/src/http/mount.ts',
      find: 'const scope = scopeOf(user, action);',
      replace: "const scope = scopeOf(user, action) ?? 'own_tenant';",
    },
  ],
  run: async world => {
    const endpoints = Object.values<ConsoleEndpoint>(consoleApi);
    const reached: string[] = [];
    let tried = 0;
    for (const endpoint of endpoints) {
      const { method, path, action } = endpoint;
      // sign-in and invitations are for who has no session
      if (action === null) continue;
      for (const { kind, role } of standings) {
        if (isPermitted({ roles: [role], organisationKind: kind }, action)) continue;
        tried++;
        const reply = await knock(world, endpoint, { cookie: await world.sessions({ kind, role }) });
        if (codeOf(reply) !== 'not_permitted')
          reached.push(`${role} of ${kind}: ${method} ${path} (${reply.status})`);
      }
      for (const headers of [{} as Record<string, string>, { authorization: `Bearer ${world.own.apiKey}` }]) {
        tried++;
        const reply = await knock(world, endpoint, headers);
        if (codeOf(reply) !== 'unauthenticated') reached.push(`nobody: ${method} ${path} (${reply.status})`);
      }
    }
    for (const as of ['agent', 'supervisor'] as const)
      for (const { kind, role } of standings) {
        if (isPermitted({ roles: [role], organisationKind: kind }, actionOfConsole[as])) continue;
        tried++;
        const cookie = await world.sessions({ kind, role });
        const opened = await connectConsole(world.consoleUrl, { cookie, origin: world.agentOrigin, as });
        if (typeof opened !== 'string') opened.close();
        if (opened !== 'not_permitted') reached.push(`${role} of ${kind}: socket of ${as}`);
      }
    return {
      succeeded: reached.length > 0,
      seen: `${tried} requests to ${endpoints.length} routes and two kinds of sockets: ${reached.length === 0 ? 'all refused' : `${reached.length} got through, as ${reached[0]}`}`,
    };
  },
};
