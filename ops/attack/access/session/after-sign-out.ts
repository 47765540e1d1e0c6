import type { AccessAttack } from '../attack.ts';
import { ask, codeOf } from '../world/http.ts';

/** A cookie that was stolen from somebody who then signed out. */
export const afterSignOut: AccessAttack = {
  name: 'session-after-sign-out',
  by: 'a sign-out removes the session from the database, for all processes at once',
  copy: 'session',
  defence: [
    {
      file: 'services/signaling/src/access/session-store.ts',
      find: 'answer(removeSession(this.#sql, hashed(id)), callback);',
      replace: 'void removeSession; answer(Promise.resolve(void id), callback);',
    },
  ],
  run: async world => {
    const { people, own, processes, agentOrigin } = world;
    const stolen = await people.signIn(await people.make(own.tenantId, ['compliance']));
    const out = await ask({
      url: processes[0].consoleUrl,
      method: 'POST',
      path: '/api/console/sign-out',
      headers: { cookie: stolen, origin: agentOrigin },
    });
    if (out.status !== 204) throw new Error(`sign-out: ${out.status} ${codeOf(out)}`);
    const replies = await Promise.all(
      processes.map(({ consoleUrl }) =>
        ask({ url: consoleUrl, path: '/api/console/session', headers: { cookie: stolen } }),
      ),
    );
    return {
      succeeded: replies.some(({ status }) => status === 200),
      seen: `the cookie after sign-out, at both processes: ${replies.map(({ status }) => status).join(', ')}`,
    };
  },
};
