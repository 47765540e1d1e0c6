import { once } from 'node:events';
import type { SfuCommand, SfuCommandMap, SfuEventMap, SfuRequest, SfuValue } from '@visavis/protocol';
import { io, type Socket } from 'socket.io-client';

export interface SfuControl {
  /** @throws Error if the node refuses */
  command: <C extends SfuCommand>(name: C, request: SfuRequest<C>) => Promise<SfuValue<C>>;
  close: () => void;
}

/** A connection to an SFU node as signaling has one. */
export async function openSfuControl(url: string, secret: string): Promise<SfuControl> {
  const socket: Socket<SfuEventMap, SfuCommandMap> = io(url, { transports: ['websocket'], auth: { secret } });
  await once(socket as unknown as NodeJS.EventEmitter, 'connect');
  return {
    command: async <C extends SfuCommand>(name: C, request: SfuRequest<C>) => {
      const answer = (await (socket as Socket).timeout(10_000).emitWithAck(name, request)) as
        { ok: true; value: SfuValue<C> } | { ok: false; code: string };
      if (!answer.ok) throw new Error(`${name} was refused: ${answer.code}`);
      return answer.value;
    },
    close: () => void socket.close(),
  };
}
