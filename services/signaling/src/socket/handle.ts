import {
  refuse,
  type Body,
  type RefusalCode,
  type Reply,
  type RequestTable,
  type Result,
} from '@visavis/protocol';
import type { Logger } from '@visavis/service-kit';

/** Answers one event for one caller. Expected refusals are returned; what is thrown becomes `internal`. */
export type Handler<Caller, Table extends RequestTable, Event extends keyof Table> = (
  caller: Caller,
  body: Body<Table, Event>,
) => Promise<Result<Reply<Table, Event>>>;

export type Handlers<Caller, Table extends RequestTable> = {
  [Event in keyof Table]: Handler<Caller, Table, Event>;
};

type Listening = {
  on: (event: string, listener: (body: unknown, acknowledge?: unknown) => void) => unknown;
};

/** Parses the body of `event` by the table, asks the handler, and acknowledges with a `Result`. */
function handle<Table extends RequestTable, Event extends keyof Table & string>(
  socket: Listening,
  table: Table,
  event: Event,
  log: Logger,
  answer: (body: Body<Table, Event>) => Promise<Result<Reply<Table, Event>>>,
  refused: (code: RefusalCode, event: string) => Promise<void>,
): void {
  const respond = async (body: unknown): Promise<Result<unknown>> => {
    const parsed = table[event]?.body.safeParse(body);
    if (!parsed?.success) {
      await refused('invalid_request', event);
      return refuse('invalid_request', parsed?.error.issues[0]?.path.join('.'));
    }
    try {
      return await answer(parsed.data as Body<Table, Event>);
    } catch (error) {
      log.error('a socket request failed', error, { event });
      return refuse('internal');
    }
  };
  socket.on(event, (body, acknowledge) => {
    void respond(body).then(result => {
      if (typeof acknowledge === 'function') (acknowledge as (result: Result<unknown>) => void)(result);
    });
  });
}

/**
 * Handles every event of a table.
 * @param entered resolves once the connection counts; requests that come earlier wait for it. False: it does not count
 */
export function handleAll<Caller, Table extends RequestTable>(
  socket: Listening,
  table: Table,
  handlers: Handlers<Caller, Table>,
  caller: Caller,
  {
    log,
    entered,
    refused,
  }: {
    log: Logger;
    entered: Promise<unknown>;
    /** Puts a refusal on record before it is answered. */
    refused: (code: RefusalCode, event: string) => Promise<void>;
  },
): void {
  for (const event of Object.keys(table) as (keyof Table & string)[])
    handle(
      socket,
      table,
      event,
      log,
      async body => {
        if ((await entered) === false) return refuse('wrong_state');
        const result = await handlers[event](caller, body);
        if (!result.ok) await refused(result.refusal.code, event);
        return result;
      },
      refused,
    );
}
