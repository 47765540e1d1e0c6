import { randomBytes } from 'node:crypto';
import postgres, { type Sql } from 'postgres';
import { inject } from 'vitest';
import type {} from './global-setup.ts';

export interface TestDatabase {
  /** Superuser's URL. */
  url: string;
  sql: Sql;
  /** Closes `sql`, cuts every other connection and removes the database. */
  drop: () => Promise<void>;
}

const TEMPLATE = 'visavis_template';
/** Any number will do that is no one else's: only one test file makes the template, the others wait. */
const TEMPLATE_LOCK = 7_461_203;

const connect = (url: string, max: number): Sql => postgres(url, { max, onnotice: () => undefined });

const inDatabase = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
};

const withAdmin = async <T>(run: (sql: Sql, url: string) => Promise<T>): Promise<T> => {
  const url = inject('postgresUrl');
  const sql = connect(url, 1);
  try {
    return await run(sql, url);
  } finally {
    await sql.end();
  }
};

/** Migrates once in a test run. The name appears when the migration is through, so that a failed one is not cloned. */
const ensureTemplate = async (sql: Sql, url: string): Promise<void> => {
  await sql`select pg_advisory_lock(${TEMPLATE_LOCK})`;
  try {
    const found = await sql`select 1 from pg_database where datname = ${TEMPLATE}`;
    if (found.length > 0) return;
    const draft = `${TEMPLATE}_draft`;
    await sql`drop database if exists ${sql(draft)} with (force)`;
    await sql`create database ${sql(draft)}`;
    // Here, so that tests which need no tables run when the migrations do not.
    const { migrate } = await import('@visavis/db');
    await migrate(inDatabase(url, draft));
    await sql`alter database ${sql(draft)} rename to ${sql(TEMPLATE)}`;
  } finally {
    await sql`select pg_advisory_unlock(${TEMPLATE_LOCK})`;
  }
};

const create = async (template: string | undefined): Promise<TestDatabase> => {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = await withAdmin(async (admin, adminUrl) => {
    if (template === undefined) {
      await admin`create database ${admin(name)}`;
    } else {
      await ensureTemplate(admin, adminUrl);
      // twice as quick as by way of the log
      await admin`create database ${admin(name)} template ${admin(template)} strategy file_copy`;
    }
    return inDatabase(adminUrl, name);
  });
  const sql = connect(url, 5);
  return {
    url,
    sql,
    drop: async () => {
      await sql.end({ timeout: 5 });
      await withAdmin(admin => admin`drop database if exists ${admin(name)} with (force)`);
    },
  };
};

/** A migrated database of its own, for one test file: call it in `beforeAll`, `drop` it in `afterAll`. About 40 ms. */
export const testDatabase = (): Promise<TestDatabase> => create(TEMPLATE);

/** A database with nothing in it, for tests of the migrations themselves. */
export const emptyDatabase = (): Promise<TestDatabase> => create(undefined);
