import { onNotice } from '@visavis/call';
import { supervisorNotices, type consoleHandshake } from '@visavis/protocol';
import { io, type Socket } from 'socket.io-client';
import type { z } from 'zod';

/** `replaced`: another console of this person took over; `refused`: the person may not work in this role. */
export type LinkState = 'connecting' | 'online' | 'offline' | 'replaced' | 'refused';

export type Link = {
  socket: Socket;
  /** Connects; after `replaced`, takes over from the other console. */
  connect: () => void;
  close: () => void;
};

type LinkOptions = {
  /** What the person works as on this connection. */
  as: z.infer<typeof consoleHandshake>['as'];
  onLink: (link: LinkState) => void;
  onUnauthenticated: () => void;
};

const againMilliseconds = 2000;

/** A socket to the server that comes back by itself until it was closed, replaced or refused. */
export function openLink({ as, onLink, onUnauthenticated }: LinkOptions): Link {
  const socket = io({ transports: ['websocket'], autoConnect: false, auth: { as } });
  let again: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const end = (link: LinkState) => {
    isOver = true;
    clearTimeout(again);
    socket.disconnect();
    onLink(link);
  };
  // socket.io comes back from a broken network by itself, but not from a server that sent it away
  const comeBack = () => {
    clearTimeout(again);
    if (!isOver) again = setTimeout(() => socket.connect(), againMilliseconds);
  };

  socket.on('connect', () => onLink('online'));
  socket.on('disconnect', () => {
    if (isOver) return;
    onLink('offline');
    if (!socket.active) comeBack();
  });
  socket.on('connect_error', error => {
    const code = (error as Error & { data?: { code?: unknown } }).data?.code;
    if (code === 'unauthenticated') {
      end('offline');
      onUnauthenticated();
    } else if (code === 'not_permitted') end('refused');
    else {
      onLink('offline');
      if (!socket.active) comeBack();
    }
  });
  // the same notice for every role
  onNotice(socket, supervisorNotices, 'replaced', () => end('replaced'));

  return {
    socket,
    connect: () => {
      isOver = false;
      onLink('connecting');
      socket.connect();
    },
    close: () => end('offline'),
  };
}
