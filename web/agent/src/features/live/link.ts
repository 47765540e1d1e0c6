import { onNotice } from '@visavis/call';
import { agentNotices, supervisorNotices, type ConsoleHandshake } from '@visavis/protocol';
import { io, type Socket } from 'socket.io-client';
import { ApiError, callApi } from '../../api/client.ts';
import { consoleId } from './console-id.ts';

/**
 * `elsewhere`: the person works in another console, and has not said that this one takes over; `replaced`: another one
 * took over; `refused`: the person may not work in this role; `off_site`: not from here.
 */
export type LinkState = 'connecting' | 'online' | 'offline' | OverLink;
export type OverLink = 'elsewhere' | 'replaced' | 'refused' | 'off_site';

/** Nothing comes from the server any more until the person says so. */
export const isOver = (link: LinkState): link is OverLink =>
  link === 'elsewhere' || link === 'replaced' || link === 'refused' || link === 'off_site';

export type Link = {
  socket: Socket;
  connect: () => void;
  /** Connects, and takes over from another console of the person. */
  takeOver: () => void;
  close: () => void;
};

type LinkOptions = {
  /** What the person works as on this connection. */
  as: ConsoleHandshake['as'];
  onLink: (link: LinkState) => void;
  onUnauthenticated: () => void;
  /** The device's key counts no more. */
  onDeviceRevoked: () => void;
};

const againMilliseconds = 2000;

/** A socket to the server that comes back by itself until it was closed or is over. */
export function openLink({ as, onLink, onUnauthenticated, onDeviceRevoked }: LinkOptions): Link {
  let takesOver = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  let hasEnded = false;
  const handshake = (): ConsoleHandshake =>
    as === 'agent' ? { as, console: consoleId(), takeOver: takesOver } : { as };
  const auth = (give: (data: ConsoleHandshake) => void) => give(handshake());
  const socket = io({ transports: ['websocket'], autoConnect: false, auth });
  const end = (link: LinkState) => {
    hasEnded = true;
    clearTimeout(again);
    socket.disconnect();
    onLink(link);
  };
  // socket.io comes back from a broken network by itself, but not from a server that sent it away
  const comeBack = () => {
    clearTimeout(again);
    if (!hasEnded) again = setTimeout(() => socket.connect(), againMilliseconds);
  };
  // the session may have gone on under another id while this was asked: only a second no is a no
  const askAgain = () => {
    callApi('readSession', {}).then(
      () => socket.connect(),
      (error: unknown) => {
        if (!(error instanceof ApiError) || error.code !== 'unauthenticated') {
          comeBack();
          return;
        }
        end('offline');
        onUnauthenticated();
      },
    );
  };

  socket.on('connect', () => {
    // said once: a connection that comes back by itself takes over from nobody
    takesOver = false;
    onLink('online');
  });
  socket.on('disconnect', () => {
    if (hasEnded) return;
    onLink('offline');
    if (!socket.active) comeBack();
  });
  socket.on('connect_error', error => {
    const code = (error as Error & { data?: { code?: unknown } }).data?.code;
    if (code === 'unauthenticated') askAgain();
    else if (code === 'not_permitted') end('refused');
    else if (code === 'site_not_allowed') end('off_site');
    else {
      onLink('offline');
      if (!socket.active) comeBack();
    }
  });
  // the same notices for every role
  onNotice(socket, supervisorNotices, 'replaced', () => end('replaced'));
  onNotice(socket, supervisorNotices, 'session:ended', () => askAgain());
  onNotice(socket, supervisorNotices, 'site:left', () => end('off_site'));
  onNotice(socket, supervisorNotices, 'device:revoked', () => {
    end('offline');
    onDeviceRevoked();
  });
  onNotice(socket, agentNotices, 'elsewhere', () => end('elsewhere'));

  const connect = (isTakingOver: boolean) => {
    takesOver = isTakingOver;
    hasEnded = false;
    onLink('connecting');
    socket.connect();
  };
  return {
    socket,
    connect: () => connect(false),
    takeOver: () => connect(true),
    close: () => end('offline'),
  };
}
