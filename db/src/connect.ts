import postgres from 'postgres';

export type Sql = postgres.Sql;
export type Transaction = postgres.TransactionSql;
/** Either: a query function works inside and outside of a transaction. */
export type Queryable = Sql | Transaction;

/** A service's own login, which is also the role whose rights alone it holds where another login was given. */
export type ServiceRole = 'visavis_signaling' | 'visavis_sfu' | 'visavis_retention';

/** How a login proves itself by TLS, PEM: certificate and key, and the authority that the server's must be of. */
export type DatabaseIdentity = { ca: string; cert: string; key: string };

/** Names only: keys inside JSON columns stay as they were written. */
const column = { from: postgres.toCamel, to: postgres.fromCamel };

const tls = (identity: DatabaseIdentity | undefined) =>
  identity ? { ssl: { ...identity, minVersion: 'TLSv1.3', rejectUnauthorized: true } } : {};

/** TLS that looks at no certificate keeps nobody out who stands in between: all of it, or none within one machine. */
function checked(url: string): string {
  const { searchParams } = new URL(url);
  for (const name of ['sslmode', 'ssl']) {
    const mode = searchParams.get(name);
    if (mode !== null && mode !== 'verify-full' && mode !== 'disable')
      throw new Error(`${name} of a database's URL must be verify-full`);
  }
  return url;
}

/**
 * Opens a pool under `role`. Columns arrive in camelCase and may be written so.
 * Call `sql.end()` when the service stops.
 */
export function connect(
  url: string,
  role: ServiceRole,
  options: { connections?: number; identity?: DatabaseIdentity | undefined } = {},
): Sql {
  return postgres(checked(url), {
    ...tls(options.identity),
    max: options.connections ?? 10,
    connection: { role, application_name: role },
    transform: { column, undefined: null },
    onnotice: () => undefined,
  });
}

/** As the login that owns the schema, for migrations and offline work: no service has it, row-level security does not hold it. */
export const connectAsOwner = (url: string, identity?: DatabaseIdentity): Sql =>
  postgres(checked(url), {
    ...tls(identity),
    max: 2,
    transform: { column, undefined: null },
    onnotice: () => undefined,
  });

/** Opens a pool of the keys database under `role`. */
export const connectKeys = (
  url: string,
  role: Exclude<ServiceRole, 'visavis_sfu'>,
  identity?: DatabaseIdentity,
): Sql =>
  postgres(checked(url), {
    ...tls(identity),
    max: 4,
    connection: { role, application_name: role },
    transform: { column },
    onnotice: () => undefined,
  });

/**
 * A transaction in which `work` begins while its setting is still on the way: the connection keeps their order, and what
 * does not need each other's answer goes out at once.
 */
const within = <T>(sql: Sql, setting: Setting, work: (transaction: Transaction) => Promise<T>): Promise<T> =>
  sql.begin(async transaction => {
    const set = enter(transaction, setting);
    const [value] = await Promise.all([work(transaction), set]);
    return value;
  }) as Promise<T>;

type Setting = [name: 'tenant' | 'organisation' | 'scope', value: string];

/** Handed to the connection before this returns. */
const enter = (transaction: Transaction, [name, value]: Setting): Promise<unknown> =>
  transaction`select set_config(${`visavis.${name}`}, ${value}, true)`.execute();

/** A transaction that sees and writes only the rows of one tenant (row-level security). */
export const asTenant = <T>(
  sql: Sql,
  tenantId: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> => within(sql, ['tenant', tenantId], work);

/**
 * A transaction that sees and writes only the rows of one organisation: its people, their devices and calls. For what
 * else belongs to a call it has to `enterTenant`.
 */
export const asOrganisation = <T>(
  sql: Sql,
  organisationId: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> => within(sql, ['organisation', organisationId], work);

/** A transaction for the platform's own work across tenants: sign-in, matching, presence, looking up a link. */
export const asPlatform = <T>(sql: Sql, work: (transaction: Transaction) => Promise<T>): Promise<T> =>
  within(sql, ['scope', 'platform'], work);

/** From here on the transaction sees the rows of this tenant too: once it is known that its person works for it. */
export async function enterTenant(transaction: Transaction, tenantId: string): Promise<void> {
  await enter(transaction, ['tenant', tenantId]);
}

/**
 * From here on the transaction may do the platform's own work: once policies have shown that its person may act on whom
 * it is about.
 */
export async function enterPlatform(transaction: Transaction): Promise<void> {
  await enter(transaction, ['scope', 'platform']);
}
