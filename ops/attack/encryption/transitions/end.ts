import type { Bytes, FromWorker, TrackSlot, TransformOptions, WrapKeys } from '@visavis/e2ee';
import type { House } from '../../house.ts';
import { AGENT, CUSTOMER, roster } from '../hostile/media.ts';
import type { Wire } from './wire.ts';

type Session = ReturnType<typeof import('@visavis/e2ee/media-session').createMediaSession>;
type Frame = import('../../../../packages/e2ee/src/media/transform.ts').EncodedFrame;

/** A transform with its track: what is given comes out sealed or opened, or not at all. */
export interface Pipe {
  give: (data: Bytes) => void;
  /** Frames that neither came out nor were dropped yet. */
  pending: () => number;
  end: () => void;
}

/** The worker of one end, which can be killed and started again, with the pipes of its tracks. */
export interface End {
  self: number;
  /** Sealed keys that it wants sent to the other end. */
  outbox: Bytes[];
  session: Session;
  pipe: (direction: TransformOptions['direction'], slot: TrackSlot) => Pipe;
  /** A new session and new pipes: nothing of the old one is left. */
  restart: () => void;
  /** New pipes on the same keys, as when a track is added again. */
  replaceTracks: () => void;
  join: (wrap: WrapKeys, attempt: string, agreementNumber: number) => Promise<void>;
  pending: () => number;
}

export const slots = ['microphone', 'camera'] as const;
const directions = ['send', 'receive'] as const;

export async function createEnd(
  house: House,
  self: number,
  clock: { now: number },
  wire: Wire,
): Promise<End> {
  const { createMediaSession } = await house.load('packages/e2ee/src/media/session.ts');
  const { pipeFrames } = await house.load('packages/e2ee/src/media/transform.ts');
  const other = self === CUSTOMER ? AGENT : CUSTOMER;
  const outbox: Bytes[] = [];
  const onMessage = (message: FromWorker): void => {
    if (message.type === 'sealed-key') outbox.push(message.sealed);
  };
  const start = (): Session => createMediaSession(onMessage, () => clock.now);
  let session = start();
  const pipes = new Map<string, Pipe>();

  function open(options: TransformOptions): Pipe {
    const worker = session;
    let source: ReadableStreamDefaultController<Frame> | undefined;
    let given = 0;
    const written = ({ data }: Frame): void => {
      if (options.direction === 'send')
        wire.left({ from: self, slot: options.slot, data: new Uint8Array(data) });
      else wire.shown(other, options.slot, new Uint8Array(data));
    };
    const readable = new ReadableStream<Frame>({ start: controller => void (source = controller) });
    const stats = pipeFrames(readable, new WritableStream({ write: written }), options, {
      convert: data => worker.convert(options, data),
      tap: () => undefined,
      onAttached: () => undefined,
      onFirst: () => undefined,
    });
    return {
      give: data => {
        given++;
        source?.enqueue({
          data: data.slice().buffer,
          type: 'delta',
          getMetadata: () => ({ rtpTimestamp: given }),
        });
      },
      pending: () => given - stats.passed - Object.values(stats.dropped).reduce((sum, n) => sum + n, 0),
      end: () => source?.close(),
    };
  }

  function replaceTracks(): void {
    for (const pipe of pipes.values()) pipe.end();
    for (const direction of directions)
      for (const slot of slots)
        pipes.set(
          `${direction} ${slot}`,
          open({ direction, slot, index: direction === 'send' ? self : other }),
        );
  }
  replaceTracks();

  return {
    self,
    outbox,
    get session() {
      return session;
    },
    pipe: (direction, slot) => {
      const pipe = pipes.get(`${direction} ${slot}`);
      if (!pipe) throw new Error('no such pipe');
      return pipe;
    },
    restart: () => {
      session = start();
      replaceTracks();
    },
    replaceTracks,
    join: (wrap, attempt, agreementNumber) =>
      session.join({ type: 'join', attempt, agreementNumber, self, roster, peers: [{ index: other, wrap }] }),
    pending: () => [...pipes.values()].reduce((sum, pipe) => sum + pipe.pending(), 0),
  };
}
