import type { Refusal } from '@visavis/protocol';
import { io } from 'socket.io-client';

type Answer = { ok: true; value: Record<string, unknown> } | { ok: false; refusal: Refusal };
export type Heard = { event: string; body: Record<string, unknown> };

/** What a browser does at one end, with everything it has heard. */
export type TestEnd = {
  /** The answer as it came. */
  ask: (event: string, body: unknown) => Promise<Answer>;
  /** The value of a positive answer. */
  value: (event: string, body?: unknown) => Promise<Record<string, unknown>>;
  /** The first notice of this name that fits and was not taken yet, whether it came already or is still to come. */
  hear: (
    event: string,
    fits?: (body: Record<string, unknown>) => boolean,
  ) => Promise<Record<string, unknown>>;
  heard: Heard[];
  closed: Promise<string>;
  close: () => void;
};

/**
 * @param enteredBy the notice that every end gets first, once it has taken over from an earlier one
 * @throws with the code of the refusal as message
 */
export async function connectEnd(
  url: string,
  {
    auth = {},
    cookie,
    origin,
    enteredBy,
  }: { auth?: Record<string, unknown>; cookie?: string; origin: string; enteredBy?: string },
): Promise<TestEnd> {
  const socket = io(url, {
    transports: ['websocket'],
    auth,
    extraHeaders: { origin, ...(cookie === undefined ? {} : { cookie }) },
    reconnection: false,
    forceNew: true,
  });
  const heard: Heard[] = [];
  const taken = new Set<Heard>();
  const waiting = new Set<() => void>();
  socket.onAny((event: string, body: Record<string, unknown>) => {
    heard.push({ event, body });
    for (const look of waiting) look();
  });
  const closed = new Promise<string>(resolve => socket.once('disconnect', resolve));
  await new Promise<void>((resolve, reject) => {
    if (enteredBy === undefined) socket.once('connect', resolve);
    else socket.once(enteredBy, () => resolve());
    socket.once('disconnect', () => reject(new Error('closed')));
    socket.once('connect_error', error => {
      socket.close();
      const { data } = error as { data?: { code?: string } };
      reject(new Error(data?.code ?? error.message));
    });
  });
  const ask = async (event: string, body: unknown) =>
    (await socket.timeout(20_000).emitWithAck(event, body)) as Answer;
  return {
    ask,
    value: async (event, body = {}) => {
      const answer = await ask(event, body);
      if (!answer.ok) throw new Error(`${event} was refused: ${answer.refusal.code}`);
      return answer.value;
    },
    hear: (event, fits = () => true) =>
      new Promise(resolve => {
        const look = () => {
          const found = heard.find(one => one.event === event && !taken.has(one) && fits(one.body));
          if (!found) return;
          taken.add(found);
          waiting.delete(look);
          resolve(found.body);
        };
        waiting.add(look);
        look();
      }),
    heard,
    closed,
    close: () => socket.close(),
  };
}
