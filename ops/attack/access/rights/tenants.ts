import { randomUUID } from 'node:crypto';
import { consoleApi, scopeOf, tenantApi, type ConsoleEndpoint, type Endpoint } from '@visavis/protocol';
import type { Patch } from '../../attack.ts';
import type { AccessAttack } from '../attack.ts';
import { ask, type Reply } from '../world/http.ts';
import { standings } from '../world/sessions.ts';
import type { World } from '../world/world.ts';
import { bodyFor } from './bodies.ts';

/** Everything but the moment; the id that was asked for may be told back. */
const answerOf = ({ status, text, headers }: Reply, id: string): string =>
  JSON.stringify([status, text, Object.entries(headers).filter(([name]) => name !== 'date')]).replaceAll(
    id,
    'id',
  );

type Route = {
  endpoint: Endpoint;
  url: string;
  who: string;
  headers: Record<string, string>;
  /** Who is refused often from one address is turned away. */
  address: () => string;
};

/** Ids in queries, and what else a query needs. */
const queries: Record<string, (id: string) => string> = {
  '/api/console/contracts/{id}/retention-preview': () => '?days=30',
  '/api/console/users': id => `?organisationId=${id}`,
  '/api/console/audit': id => `?subject=${id}`,
  '/api/console/audit/export': id => `?actor=${id}`,
};

/** One id stands wherever the route asks for one: in the path, the query and the body. */
async function askFor({ endpoint, url, headers, address }: Route, id: string): Promise<string> {
  const { method, path } = endpoint;
  const body = bodyFor(endpoint, () => id);
  const reply = await ask({
    url,
    method: method.toUpperCase(),
    path: path.replaceAll('{id}', id).replaceAll(/\{\w+\}/g, '0') + (queries[path]?.(id) ?? ''),
    headers,
    from: address(),
    ...(body === undefined ? {} : { body }),
  });
  return answerOf(reply, id);
}

const takesIds = (endpoint: Endpoint): boolean => {
  if (endpoint.path.includes('{id}') || endpoint.path in queries) return true;
  let asked = false;
  bodyFor(endpoint, () => {
    asked = true;
    return randomUUID();
  });
  return asked;
};

async function routesOf(world: World): Promise<Route[]> {
  const routes: Route[] = Object.values<Endpoint>(tenantApi).map(endpoint => ({
    endpoint,
    url: world.customerUrl,
    who: 'API key',
    headers: { authorization: `Bearer ${world.own.apiKey}` },
    address: world.address,
  }));
  for (const endpoint of Object.values<ConsoleEndpoint>(consoleApi))
    for (const { kind, role } of standings) {
      if (endpoint.action === null) continue;
      const scope = scopeOf({ roles: [role], organisationKind: kind }, endpoint.action);
      // for the operator there are no other organisations
      if (scope === undefined || scope === 'all') continue;
      const cookie = await world.sessions({ kind, role });
      const headers = { cookie, origin: world.agentOrigin };
      routes.push({
        endpoint,
        url: world.consoleUrl,
        who: `${role} of ${kind}`,
        headers,
        address: world.address,
      });
    }
  return routes.filter(({ endpoint }) => takesIds(endpoint));
}

/** No row is anybody's own any more. */
export const withoutRows: readonly Patch[] = [
  {
    file: 'db/src/connect.ts',
    find: '  transaction`select set_config(${`visavis.${name}`}, ${value}, true)`.execute();',
    replace:
      "  transaction`select set_config(${`visavis.${name}`}, ${value}, true), set_config('visavis.scope', 'platform', true)`.execute();",
  },
];

/** Each id of another tenant on each route that takes one, beside an id that nobody has. */
export const crossedTenants: AccessAttack = {
  name: 'tenant-crossing-on-every-route',
  by: "row-level security shows a transaction its own tenant's and organisation's rows; what is not seen is answered like what is not there",
  copy: 'rights',
  defence: withoutRows,
  run: async world => {
    const routes = await routesOf(world);
    const told: string[] = [];
    let tried = 0;
    for (const route of routes) {
      const absent = await askFor(route, randomUUID());
      for (const [kind, id] of Object.entries(world.other.ids)) {
        tried++;
        const answer = await askFor(route, id);
        const { method, path } = route.endpoint;
        if (answer !== absent)
          told.push(`${route.who}: ${kind} at ${method} ${path}: ${answer.slice(0, 60)}`);
      }
    }
    return {
      succeeded: told.length > 0,
      seen: `${tried} foreign ids on ${routes.length} routes and roles: ${told.length === 0 ? 'none told apart from an absent one' : `${told.length} told apart, as ${told[0]}`}`,
    };
  },
};
