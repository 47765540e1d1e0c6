import { asOrganisation, placeOf } from '@visavis/db';
import type { RefusalCode } from '@visavis/protocol';
import { clientAddress } from '../access/client-address.ts';
import { isByPasskey, sessionHashOf, staffOf } from '../access/session.ts';
import { openConsole } from './console-handshake.ts';
import type { ConsoleSocket, Live } from './live.ts';
import { Refused } from './server.ts';
import { hasRoom } from './sessions.ts';

type Refusal = { code: RefusalCode };

/**
 * Lets a console's socket in: for who is signed in, may do what it is for, and is at a site of the organisation, if that
 * has any. Who is signed in and is refused is on record.
 */
export function enterConsole(live: Live) {
  const addressOf = clientAddress(live.config.agentOrigin, live.config);

  const enter = async (socket: ConsoleSocket): Promise<Refusal | undefined> => {
    const opened = openConsole(staffOf(socket.request), socket.handshake.auth);
    if (!opened.ok) return opened;
    const { end, handshake } = opened;
    const address = addressOf(socket.request);
    const place = await asOrganisation(live.sql, end.organisationId, sql =>
      placeOf(sql, end.organisationId, address),
    );
    if (!place.isAllowed) return { code: 'site_not_allowed' };
    const sessionHash = sessionHashOf(socket.request);
    // last: nothing is waited for between this and its being one of them
    if (!hasRoom(live, sessionHash)) return { code: 'too_many_requests' };
    const byPasskey = isByPasskey(socket.request);
    const { site } = place;
    Object.assign(socket.data, { end, handshake, sessionHash, byPasskey, address, site });
    return undefined;
  };

  const admit = async (socket: ConsoleSocket): Promise<Refused | undefined> => {
    const refusal = await enter(socket);
    if (!refusal) return undefined;
    const user = staffOf(socket.request);
    if (user)
      await live.refusals.record({
        organisationId: user.organisationId,
        actor: { kind: 'user', id: user.id },
        code: refusal.code,
        operation: 'console',
      });
    return new Refused(refusal.code);
  };

  return (socket: ConsoleSocket, next: (error?: Refused) => void): void => {
    admit(socket).then(next, (error: unknown) => {
      live.log.error('a console could not enter', error);
      next(new Refused('internal'));
    });
  };
}
