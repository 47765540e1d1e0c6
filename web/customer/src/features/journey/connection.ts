import { onNotice, requester, type Channel } from '@visavis/call';
import { customerNotices, customerRequests } from '@visavis/protocol';
import { io } from 'socket.io-client';
import type { Link } from '../../link.ts';
import type { Request } from '../call/data.ts';
import type { Stop, Tiding } from './state.ts';

export type Connection = { channel: Channel; request: Request; open: () => void; close: () => void };

const stops: readonly Stop[] = ['link_unknown', 'link_expired', 'link_spent'];
const againMilliseconds = 2000;

/** Pure: which refusals of the handshake are final. */
export const stopOf = (code: unknown): Stop | undefined => stops.find(stop => stop === code);

/** The connection to the server, opened by `open`; what the server says comes as tidings. */
export function connect(link: Link | null, tell: (tiding: Tiding) => void): Connection {
  const auth = { identificationId: link?.identificationId, token: link?.token };
  const socket = io({ auth, transports: ['websocket'], autoConnect: false });
  let again: ReturnType<typeof setTimeout> | undefined;
  // socket.io comes back from a broken network by itself, but not from a refusal or a server that sent it away
  const comeBack = () => {
    clearTimeout(again);
    again = setTimeout(() => socket.connect(), againMilliseconds);
  };
  const end = () => {
    clearTimeout(again);
    socket.disconnect();
  };

  let isOver = false;
  const stop = (reason: Stop) => {
    isOver = true;
    end();
    tell({ type: 'stop', stop: reason });
  };
  socket.on('connect', () => tell({ type: 'online' }));
  socket.on('disconnect', () => {
    tell({ type: 'offline' });
    if (!socket.active && !isOver) comeBack();
  });
  socket.on('connect_error', error => {
    const reason = stopOf((error as Error & { data?: { code?: unknown } }).data?.code);
    if (reason) stop(reason);
    else if (!socket.active) comeBack();
  });

  onNotice(socket, customerNotices, 'replaced', () => stop('replaced'));
  onNotice(socket, customerNotices, 'identification', notice => tell({ type: 'identification', notice }));
  onNotice(socket, customerNotices, 'queue', notice => tell({ type: 'place', notice }));
  onNotice(socket, customerNotices, 'call:offered', ({ attemptId }) => tell({ type: 'offered', attemptId }));
  onNotice(socket, customerNotices, 'call:accepted', ({ attemptId }) =>
    tell({ type: 'accepted', attemptId }),
  );
  onNotice(socket, customerNotices, 'call:step', ({ attemptId, step }) =>
    tell({ type: 'step', attemptId, step }),
  );
  onNotice(socket, customerNotices, 'call:ended', ({ attemptId, reason }) =>
    tell({ type: 'ended', attemptId, reason }),
  );
  return {
    channel: socket,
    request: requester(socket, customerRequests),
    open: () => socket.connect(),
    close: () => {
      isOver = true;
      end();
    },
  };
}
