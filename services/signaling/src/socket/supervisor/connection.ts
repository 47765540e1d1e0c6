import { supervisorRequests } from '@visavis/protocol';
import type { TellEnds } from '../../calls/tell.ts';
import { handleAll } from '../handle.ts';
import { send, type Live, type SupervisorSocket } from '../live.ts';
import { refusedTo } from '../refused.ts';
import { goAway } from './away.ts';
import { supervisorHandlers } from './handlers.ts';

/** Any number of consoles may see the floor; in a call the one counts that joined last. */
export function connectSupervisor(live: Live, tell: TellEnds, socket: SupervisorSocket): void {
  socket.data.told = { watching: new Map() };
  const { log } = live;
  const { end } = socket.data;
  const { userId } = end;
  send(socket, 'supervisor:site', { site: socket.data.site?.name ?? null });
  const entered = Promise.resolve(socket.join(end.connectionId)).then(() => tell.floor(end.organisationId));
  entered.catch((error: unknown) => {
    log.error('a supervisor could not enter', error, { userId });
    socket.disconnect(true);
  });
  handleAll(socket, supervisorRequests, supervisorHandlers(live, tell, socket), end, {
    log,
    entered,
    refused: refusedTo(live, end),
  });
  socket.on('disconnect', () => {
    entered
      .catch(() => undefined)
      .then(() => goAway(live, end))
      .catch((error: unknown) => log.error('a supervisor could not leave', error, { userId }));
  });
}
