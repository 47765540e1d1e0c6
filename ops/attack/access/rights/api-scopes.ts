import { apiScopes, tenantApi, type TenantEndpoint } from '@visavis/protocol';
import type { AccessAttack } from '../attack.ts';
import { ask, codeOf } from '../world/http.ts';
import { orderFor } from '../world/tenants.ts';

/** A key for each scope alone, on every route. */
export const crossedScopes: AccessAttack = {
  name: 'api-key-beyond-its-scopes',
  by: 'each route names one scope, and a key without it is refused before anything is read',
  copy: 'rights',
  defence: [
    {
      file: 'services/signaling/src/http/mount.ts',
      find: "if (!scopes.includes(endpoint.scope)) throw new Refused('not_permitted', endpoint.scope);",
      replace: 'void scopes;',
    },
  ],
  run: async ({ consoleUrl, customerUrl, agentOrigin, sessions, own }) => {
    const cookie = await sessions({ kind: 'tenant', role: 'administrator' });
    const endpoints = Object.values<TenantEndpoint>(tenantApi);
    const reached: string[] = [];
    let tried = 0;
    for (const scope of apiScopes) {
      const made = await ask({
        url: consoleUrl,
        method: 'POST',
        path: '/api/console/api-keys',
        headers: { cookie, origin: agentOrigin },
        body: { label: scope, scopes: [scope] },
      });
      const { key } = made.json as { key: string };
      for (const { method, path, scope: needed, body } of endpoints) {
        const reply = await ask({
          url: customerUrl,
          method: method.toUpperCase(),
          path: path.replace('{id}', own.identificationId),
          headers: { authorization: `Bearer ${key}` },
          ...(body ? { body: orderFor(own.contractId) } : {}),
        });
        const refused = codeOf(reply) === 'not_permitted';
        if (needed === scope && refused) throw new Error(`${scope} is refused its own route`);
        if (needed === scope) continue;
        tried++;
        if (!refused) reached.push(`${scope} at ${method} ${path} (${reply.status})`);
      }
    }
    return {
      succeeded: reached.length > 0,
      seen: `${tried} requests under another scope: ${reached.length === 0 ? 'all refused' : `${reached.length} got through, as ${reached[0]}`}`,
    };
  },
};
