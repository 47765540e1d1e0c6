import type { Queryable, Transaction } from './connect.ts';

/** Where a request comes from, as keyed hashes; null where that is not known, and then it is nowhere anybody has been. */
export type HashedPlace = { browser: Buffer | null; network: Buffer | null };
export type Familiarity = { isBrowserFamiliar: boolean; isNetworkFamiliar: boolean };

/** How long ago a place must have been seen first to be familiar, unless it is the account's first. */
const familiarAfterHours = 24;
/** Without use, and then it is forgotten. */
const keptDays = 90;

const isFamiliar = (sql: Queryable) => sql`
  (is_first or first_seen_at <= now() - make_interval(hours => ${familiarAfterHours}))`;

/** Both factors were shown there; before `noteSignIn`, after which no place is the first any more. */
export async function rememberPlace(
  sql: Transaction,
  userId: string,
  { browser, network }: HashedPlace,
): Promise<Familiarity> {
  const rows = await sql<{ kind: 'browser' | 'network'; isFamiliar: boolean }[]>`
    insert into known_place (user_id, kind, hmac)
    select ${userId}, kind, hmac from (values ('browser', ${browser}::bytea), ('network', ${network}::bytea)) place (kind, hmac)
    where hmac is not null
    on conflict (user_id, kind, hmac) do update set last_seen_at = now()
    returning kind, ${isFamiliar(sql)} as is_familiar`;
  const familiar = rows.filter(row => row.isFamiliar).map(({ kind }) => kind);
  return {
    isBrowserFamiliar: familiar.includes('browser'),
    isNetworkFamiliar: familiar.includes('network'),
  };
}

/** What is on record for or against a person's being the one who asks from there. */
export type Standing = Familiarity & {
  /** Sign-ins and confirmations in their name that were refused within a day. */
  refusals: number;
};

export async function findStanding(
  sql: Transaction,
  { id, organisationId }: { id: string; organisationId: string },
  { browser, network }: HashedPlace,
): Promise<Standing> {
  const familiar = (kind: 'browser' | 'network', hmac: Buffer | null) => sql`
    exists (select from known_place
      where user_id = ${id} and kind = ${kind} and hmac = ${hmac}::bytea and ${isFamiliar(sql)})`;
  const [row] = await sql<Standing[]>`
    select ${familiar('browser', browser)} as is_browser_familiar, ${familiar('network', network)} as is_network_familiar,
      (select count(*)::int from audit_event
        where organisation_id = ${organisationId} and subject_id = ${id}
          and action in ('sign_in.refused', 'confirmation.refused') and at > now() - interval '1 day') as refusals`;
  if (!row) throw new Error('nothing was looked up');
  return row;
}

/** As if the person had never signed in anywhere. */
export async function forgetPlaces(sql: Queryable, userId: string): Promise<void> {
  await sql`delete from known_place where user_id = ${userId}`;
}

export async function removeUnusedPlaces(sql: Queryable): Promise<void> {
  await sql`delete from known_place where last_seen_at < now() - make_interval(days => ${keptDays})`;
}
