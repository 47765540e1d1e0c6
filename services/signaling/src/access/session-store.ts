import { createHash } from 'node:crypto';
import {
  addSession,
  changeSession,
  findSession,
  removeSession,
  type Confirmation,
  type Sql,
} from '@visavis/db';
import { sessionPlace, type SessionPlace } from '@visavis/protocol';
import { Store, type SessionData } from 'express-session';
import { z } from 'zod';

/** Whoever reads the table cannot take over a session: it holds only hashes of ids. */
export const sessionSha384 = (id: string): Buffer => createHash('sha384').update(id).digest();

export const storedSession = z.looseObject({
  cookie: z.looseObject({}),
  passport: z.looseObject({ user: z.uuid().optional() }).optional(),
  begunAt: sessionPlace.optional(),
});

declare module 'express-session' {
  interface SessionData {
    /** Where it was begun. */
    begunAt?: SessionPlace;
    /** It came out of the database: written again, it must still be there. */
    isStored?: true;
    /** Of a session that begins: what was shown to begin it, and where. Has columns of its own. */
    confirmation?: Confirmation;
  }
}

type Callback<T = void> = (error?: unknown, value?: T) => void;

/** Runs a promise for one of express-session's callbacks. */
const answer = <T>(work: Promise<T>, callback: Callback<T> | undefined): void => {
  work.then(
    value => callback?.(null, value),
    (error: unknown) => callback?.(error),
  );
};

/** Sessions in Postgres; the database's clock alone says when one is over. */
export class PostgresSessions extends Store {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    super();
    this.#sql = sql;
  }

  override get(id: string, callback: (error: unknown, session?: SessionData | null) => void): void {
    const found = findSession(this.#sql, sessionSha384(id)).then(data => {
      const parsed = storedSession.safeParse(data);
      return parsed.success ? ({ ...parsed.data, isStored: true } as unknown as SessionData) : null;
    });
    answer(found, callback);
  }

  override set(id: string, { isStored, confirmation, ...session }: SessionData, callback?: Callback): void {
    const hash = sessionSha384(id);
    const userId = storedSession.safeParse(session).data?.passport?.user ?? null;
    const written = isStored
      ? changeSession(this.#sql, hash, session)
      : addSession(this.#sql, hash, session, userId, confirmation ?? null);
    answer(written, callback);
  }

  /** Not every request counts as use: `mountConsole` says which does. */
  override touch(_id: string, _session: SessionData, callback?: () => void): void {
    callback?.();
  }

  override destroy(id: string, callback?: Callback): void {
    answer(removeSession(this.#sql, sessionSha384(id)), callback);
  }
}
