import type { AccessAttack } from '../attack.ts';
import { connectConsole, disconnected, mustConnect } from '../world/sockets.ts';
import { pause } from '../world/raw.ts';
import type { World } from '../world/world.ts';

const server = 'services/signaling/src/socket/server.ts';

async function agentSocket({ people, own, consoleUrl, agentOrigin }: World) {
  const cookie = await people.signIn(await people.make(own.centreId, ['agent']));
  return mustConnect(consoleUrl, { cookie, origin: agentOrigin, as: 'agent' });
}

export const eventFlood: AccessAttack = {
  name: 'socket-flood-of-events',
  by: 'a connection may send a hundred events at once, then 25 a second; who goes on against refusals is cut off',
  copy: 'borders',
  defence: [{ file: server, find: '      if (take()) {', replace: '      if (take() || true) {' }],
  run: async world => {
    const socket = await agentSocket(world);
    const cut = disconnected(socket);
    let [handled, refused] = [0, 0];
    const answers = Array.from(
      { length: 1500 },
      () =>
        new Promise<void>(resolve => {
          socket.emit('agent:pause', {}, ({ ok }: { ok: boolean }) => {
            if (ok) handled++;
            else refused++;
            resolve();
          });
        }),
    );
    const ended = await Promise.race([
      cut.then(() => true),
      Promise.all(answers).then(() => false),
      pause(60_000),
    ]);
    socket.close();
    return {
      succeeded: ended !== true,
      seen: `1500 events in a row: ${handled} handled, ${refused} refused, ${ended === true ? 'then cut off' : 'not cut off'}`,
    };
  },
};

export const oversizedMessages: AccessAttack = {
  name: 'socket-messages-too-large',
  by: 'a message is 64 KiB at most; a larger one closes the connection unread',
  copy: 'borders',
  defence: [
    { file: server, find: 'const messageBytesMost = 64 * 1024;', replace: 'const messageBytesMost = 1e9;' },
  ],
  run: async world => {
    const socket = await agentSocket(world);
    const cut = disconnected(socket).then(() => true);
    const answered = new Promise<boolean>(resolve => {
      socket.emit('agent:pause', { x: 'x'.repeat(4 * 1024 * 1024) }, () => resolve(false));
    });
    const ended = await Promise.race([cut, answered]);
    socket.close();
    return {
      succeeded: !ended,
      seen: `4 MiB in one message: ${ended ? 'the connection was closed' : 'read and answered'}`,
    };
  },
};

export const manySockets: AccessAttack = {
  name: 'sockets-without-end',
  by: 'a session opens ten sockets of the console at most',
  copy: 'borders',
  defence: [
    {
      file: 'services/signaling/src/socket/sessions.ts',
      find: 'const consolesMost = 10;',
      replace: 'const consolesMost = 1e9;',
    },
  ],
  run: async ({ people, own, consoleUrl, agentOrigin }) => {
    const cookie = await people.signIn(await people.make(own.centreId, ['supervisor']));
    const tries = Array.from({ length: 60 }, () =>
      connectConsole(consoleUrl, { cookie, origin: agentOrigin, as: 'supervisor' }),
    );
    const sockets = await Promise.all(tries);
    const open = sockets.filter(socket => typeof socket !== 'string' && socket.connected).length;
    for (const socket of sockets) if (typeof socket !== 'string') socket.close();
    if (open === 0) throw new Error('not even one socket');
    return { succeeded: open > 12, seen: `60 sockets asked for under one session: ${open} open` };
  },
};
