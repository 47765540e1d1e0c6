import type { Body, NoticeTable, Notice, Refusal, Reply, RequestTable } from '@visavis/protocol';
import type { Socket } from 'socket.io-client';
import { z } from 'zod';

/** What a call needs of a socket; socket.io's client is one. */
export type Channel = Pick<Socket, 'emit' | 'timeout'> & {
  on: (event: string, listener: (body: unknown) => void) => unknown;
  off: (event: string, listener: (body: unknown) => void) => unknown;
};

/** The other side refused, or did not answer. `code` is one of the protocol's, or `no_answer`. */
export class RequestError extends Error {
  readonly code: Refusal['code'] | 'no_answer';
  readonly field: string | undefined;
  constructor(code: Refusal['code'] | 'no_answer', field?: string) {
    super(code);
    this.name = 'RequestError';
    this.code = code;
    this.field = field;
  }
}

const answerMilliseconds = 10_000;

const acknowledgement = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), refusal: z.object({ code: z.string(), field: z.string().optional() }) }),
]);

/**
 * Binds a table of the protocol to a socket.
 * @throws RequestError when the server refuses, does not answer in 10 s, or answers outside the protocol.
 */
export function requester<Table extends RequestTable>(channel: Channel, table: Table) {
  return async <Event extends keyof Table & string>(
    event: Event,
    body: Body<Table, Event>,
  ): Promise<Reply<Table, Event>> => {
    const answer: unknown = await new Promise((resolve, reject) => {
      channel.timeout(answerMilliseconds).emit(event, body, (error: Error | null, value: unknown) => {
        if (error) reject(new RequestError('no_answer'));
        else resolve(value);
      });
    });
    const parsed = acknowledgement.safeParse(answer);
    if (!parsed.success) throw new RequestError('internal');
    if (!parsed.data.ok) {
      const { code, field } = parsed.data.refusal;
      throw new RequestError(code as Refusal['code'], field);
    }
    return table[event]?.reply.parse(parsed.data.value) as Reply<Table, Event>;
  };
}

/**
 * Listens to one notice of the protocol; what does not fit its schema is not delivered.
 * @returns stops listening
 */
export function onNotice<Table extends NoticeTable, Event extends keyof Table & string>(
  channel: Channel,
  table: Table,
  event: Event,
  listener: (notice: Notice<Table, Event>) => void,
): () => void {
  const receive = (body: unknown) => {
    const parsed = table[event]?.safeParse(body);
    if (parsed?.success) listener(parsed.data as Notice<Table, Event>);
    else console.warn(`notice ${event} outside the protocol`);
  };
  channel.on(event, receive);
  return () => channel.off(event, receive);
}
