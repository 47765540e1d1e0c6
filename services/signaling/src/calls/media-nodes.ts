import { nodeControlUrl } from '@visavis/db';
import {
  sfuCommands,
  sfuEvents,
  sfuRefusalCodeSchema,
  type SessionClosedReason,
  type SfuCommand,
  type SfuCommandMap,
  type SfuEventMap,
  type SfuRefusalCode,
  type SfuRequest,
  type SfuValue,
} from '@visavis/protocol';
import { insideTls, isProtected } from '@visavis/service-kit';
import { io, type Socket } from 'socket.io-client';
import type { Context } from '../context.ts';

type ControlSocket = Socket<SfuEventMap, SfuCommandMap>;

export type NodeAnswer<C extends SfuCommand> =
  { ok: true; value: SfuValue<C> } | { ok: false; code: SfuRefusalCode | 'unreachable' };

/** The control connections of this process, one a media node, made when first needed. */
export type MediaNodes = {
  command: <C extends SfuCommand>(
    nodeId: string,
    command: C,
    request: SfuRequest<C>,
  ) => Promise<NodeAnswer<C>>;
  /** Whether the node answers this process, whatever its heartbeat in the database says. */
  isConnected: (nodeId: string) => boolean;
  close: () => void;
};

const answerMs = 5_000;

/** @param onSessionLost a node ended a session by itself */
export function mediaNodes(
  { sql, log, config }: Pick<Context, 'sql' | 'log' | 'config'>,
  onSessionLost: (attemptId: string, reason: SessionClosedReason) => void,
): MediaNodes {
  const sockets = new Map<string, ControlSocket>();

  const connectTo = (nodeId: string, url: string): ControlSocket => {
    const socket: ControlSocket = io(url, {
      ...(config.identity ? insideTls(config.identity) : {}),
      auth: { secret: config.sfuSecret },
      transports: ['websocket'],
      reconnectionDelayMax: 2_000,
    });
    socket.on('session.closed', payload => {
      const parsed = sfuEvents['session.closed'].safeParse(payload);
      if (parsed.success && parsed.data.reason !== 'commanded')
        onSessionLost(parsed.data.session, parsed.data.reason);
    });
    socket.on('connect_error', () => log.warn('media node is not reachable', { nodeId }));
    sockets.set(nodeId, socket);
    return socket;
  };

  const find = async (nodeId: string): Promise<ControlSocket | undefined> => {
    const known = sockets.get(nodeId);
    if (known?.connected) return known;
    const url = await nodeControlUrl(sql, nodeId);
    if (url !== undefined && (!config.identity || isProtected(new URL(url))))
      return sockets.get(nodeId) ?? connectTo(nodeId, url);
    sockets.delete(nodeId);
    known?.close();
    return undefined;
  };

  return {
    command: async <C extends SfuCommand>(nodeId: string, command: C, request: SfuRequest<C>) => {
      const socket = await find(nodeId);
      if (!socket) return { ok: false, code: 'unreachable' };
      const asked: {
        timeout: (ms: number) => { emitWithAck: (event: string, body: unknown) => Promise<unknown> };
      } = socket as never;
      const answer = await asked
        .timeout(answerMs)
        .emitWithAck(command, request)
        .catch(() => undefined);
      return readAnswer(command, answer);
    },
    isConnected: nodeId => sockets.get(nodeId)?.connected ?? false,
    close: () => {
      for (const socket of sockets.values()) socket.close();
      sockets.clear();
    },
  };
}

function readAnswer<C extends SfuCommand>(command: C, answer: unknown): NodeAnswer<C> {
  if (typeof answer !== 'object' || answer === null) return { ok: false, code: 'unreachable' };
  if ('ok' in answer && answer.ok === true && 'value' in answer) {
    const value = sfuCommands[command].value.safeParse(answer.value);
    return value.success ? { ok: true, value: value.data as SfuValue<C> } : { ok: false, code: 'internal' };
  }
  const code = sfuRefusalCodeSchema.safeParse('code' in answer ? answer.code : undefined);
  return { ok: false, code: code.success ? code.data : 'internal' };
}
