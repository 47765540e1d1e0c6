import type { AccessAttack } from '../attack.ts';
import { ask, codeOf } from '../world/http.ts';
import { pause } from '../world/raw.ts';
import { disconnected, mustConnect } from '../world/sockets.ts';
import type { World } from '../world/world.ts';

async function signOut(world: World, cookie: string, process: 0 | 1): Promise<void> {
  const { consoleUrl } = world.processes[process];
  const headers = { cookie, origin: world.agentOrigin };
  const out = await ask({ url: consoleUrl, method: 'POST', path: '/api/console/sign-out', headers });
  if (out.status !== 204) throw new Error(`sign-out: ${out.status} ${codeOf(out)}`);
}

/** A cookie that was stolen from somebody who then signed out. */
export const afterSignOut: AccessAttack = {
  name: 'session-after-sign-out',
  by: 'a sign-out removes the session from the database, for all processes at once',
  copy: 'session',
  inTwoProcesses: true,
  defence: [
    {
      file: 'services/signaling/src/access/session-store.ts',
      find: 'answer(removeSession(this.#sql, sessionSha384(id)), callback);',
      replace: 'void removeSession; answer(Promise.resolve(void id), callback);',
    },
  ],
  run: async world => {
    const { people, own, processes } = world;
    const stolen = await people.signIn(await people.make(own.tenantId, ['compliance']));
    await signOut(world, stolen, 0);
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

/** How long a socket may outlive its session, in milliseconds. */
const longest = 2000;

/** The attacker listens on a socket that was opened with the stolen cookie. */
export const socketAfterSignOut: AccessAttack = {
  name: 'open-socket-after-sign-out',
  by: 'the database tells every process that a session is over, and they close its sockets',
  copy: 'session',
  inTwoProcesses: true,
  defence: [
    {
      file: 'services/signaling/src/socket/sessions.ts',
      find: "  send(socket, 'session:ended', {});\n  socket.disconnect(true);",
      replace: '  void [send, socket];',
    },
  ],
  run: async world => {
    const { people, own, processes, agentOrigin } = world;
    const stolen = await people.signIn(await people.make(own.centreId, ['agent']));
    const socket = await mustConnect(processes[0].consoleUrl, {
      cookie: stolen,
      origin: agentOrigin,
      as: 'agent',
    });
    const closed = disconnected(socket).then(() => performance.now());
    await signOut(world, stolen, 1);
    const out = performance.now();
    const at = await Promise.race([closed, pause(10 * longest).then(() => undefined)]);
    socket.close();
    const outlived = at === undefined ? undefined : Math.max(0, at - out);
    return {
      succeeded: outlived === undefined || outlived > longest,
      seen: `signed out at another process: the socket ${outlived === undefined ? 'stays open' : `was closed ${outlived.toFixed(0)} ms later`}`,
    };
  },
};
