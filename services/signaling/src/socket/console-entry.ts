import { isByPasskey, sessionHashOf, staffOf } from '../access/session.ts';
import { openConsole } from './console-handshake.ts';
import type { ConsoleSocket, Live } from './live.ts';
import { Refused } from './server.ts';
import { hasRoom } from './sessions.ts';

/** Lets a console's socket in; who is signed in and may not is on record. */
export const enterConsole =
  (live: Live) =>
  (socket: ConsoleSocket, next: (error?: Refused) => void): void => {
    const user = staffOf(socket.request);
    const sessionHash = sessionHashOf(socket.request);
    const opened = hasRoom(live, sessionHash)
      ? openConsole(user, socket.handshake.auth)
      : ({ ok: false, code: 'too_many_requests' } as const);
    if (opened.ok) {
      socket.data.end = opened.end;
      socket.data.handshake = opened.handshake;
      socket.data.sessionHash = sessionHash;
      socket.data.byPasskey = isByPasskey(socket.request);
      next();
      return;
    }
    const { code } = opened;
    const recorded = user
      ? live.refusals.record({
          organisationId: user.organisationId,
          actor: { kind: 'user', id: user.id },
          code,
          operation: 'console',
        })
      : Promise.resolve();
    void recorded.then(() => next(new Refused(code)));
  };
