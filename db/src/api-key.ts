import { apiKeyWarningDays, type ApiScope } from '@visavis/protocol';
import type { Queryable } from './connect.ts';

export type ApiKey = { id: string; tenantId: string; scopes: ApiScope[] };

export type FoundApiKey = ApiKey & { isOver: boolean; endsSoonAt: Date | null };

/**
 * The key with this hash; counts as use, to the hour, so that not every request writes.
 * @returns `isOver` when it has expired or was revoked: it opens nothing, but is known; `endsSoonAt` when it will be over
 * within the days of a warning
 */
export async function findApiKey(sql: Queryable, secretSha384: Buffer): Promise<FoundApiKey | undefined> {
  const [row] = await sql<(FoundApiKey & { isStale: boolean })[]>`
    select id, tenant_id, scopes, revoked_at is not null or expires_at <= now() as is_over,
      last_used_at is null or last_used_at < date_trunc('hour', now()) as is_stale,
      case when expires_at < now() + make_interval(days => ${apiKeyWarningDays}) then expires_at end as ends_soon_at
    from api_key where secret_sha384 = ${secretSha384}`;
  if (!row) return undefined;
  const { isStale, ...key } = row;
  if (isStale && !key.isOver)
    await sql`update api_key set last_used_at = date_trunc('hour', now()) where id = ${key.id}`;
  return key;
}

export async function addApiKey(
  sql: Queryable,
  key: ApiKey & { label: string; secretSha384: Buffer; days: number },
): Promise<void> {
  await sql`
    insert into api_key (id, tenant_id, label, secret_sha384, scopes, expires_at)
    values (${key.id}, ${key.tenantId}, ${key.label}, ${key.secretSha384}, ${[...key.scopes]},
      now() + make_interval(days => ${key.days}))`;
}

export type StoredApiKey = ApiKey & {
  label: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  successorId: string | null;
};

const columns = (sql: Queryable) => sql`
  id, tenant_id, label, scopes, created_at, expires_at, last_used_at, revoked_at, successor_id`;

export const listApiKeys = (sql: Queryable): Promise<StoredApiKey[]> =>
  sql<StoredApiKey[]>`select ${columns(sql)} from api_key order by created_at desc, id`;

/** @returns also whether it is over by now */
export async function lockApiKey(
  sql: Queryable,
  id: string,
): Promise<(StoredApiKey & { isOver: boolean }) | undefined> {
  const [row] = await sql<(StoredApiKey & { isOver: boolean })[]>`
    select ${columns(sql)}, revoked_at is not null or expires_at <= now() as is_over
    from api_key where id = ${id} for update`;
  return row;
}

/** The key ends after the overlap, or before by itself. */
export async function succeedApiKey(
  sql: Queryable,
  id: string,
  { successorId, overlapDays }: { successorId: string; overlapDays: number },
): Promise<void> {
  await sql`
    update api_key set successor_id = ${successorId},
      expires_at = least(expires_at, now() + make_interval(days => ${overlapDays}))
    where id = ${id}`;
}

export async function revokeApiKey(sql: Queryable, id: string): Promise<void> {
  await sql`update api_key set revoked_at = now() where id = ${id} and revoked_at is null`;
}
