import { createHash } from 'node:crypto';
import { findSession, removeSession, saveSession, touchSession, type Sql } from '@visavis/db';
import { Store, type SessionData } from 'express-session';
import { z } from 'zod';

/** Whoever reads the table cannot take over a session: it holds only hashes of ids. */
const hashed = (id: string): Buffer => createHash('sha384').update(id).digest();

const stored = z.looseObject({
  cookie: z.looseObject({}),
  passport: z.looseObject({ user: z.uuid().optional() }).optional(),
});

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
    const found = findSession(this.#sql, hashed(id)).then(data => {
      const parsed = stored.safeParse(data);
      return parsed.success ? (parsed.data as unknown as SessionData) : null;
    });
    answer(found, callback);
  }

  override set(id: string, session: SessionData, callback?: Callback): void {
    const userId = stored.safeParse(session).data?.passport?.user ?? null;
    answer(saveSession(this.#sql, hashed(id), session, userId), callback);
  }

  override touch(id: string, _session: SessionData, callback?: () => void): void {
    answer(touchSession(this.#sql, hashed(id)), callback);
  }

  override destroy(id: string, callback?: Callback): void {
    answer(removeSession(this.#sql, hashed(id)), callback);
  }
}
