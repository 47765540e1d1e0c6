import type { Queryable } from './connect.ts';

export type ApiKey = { id: string; tenantId: string };

/** The key that is not revoked; counts as use, to the minute. */
export async function findApiKey(sql: Queryable, secretSha384: Buffer): Promise<ApiKey | undefined> {
  const [row] = await sql<(ApiKey & { stale: boolean })[]>`
    select id, tenant_id, last_used_at is null or last_used_at < now() - interval '1 minute' as stale
    from api_key where secret_sha384 = ${secretSha384} and revoked_at is null`;
  if (!row) return undefined;
  if (row.stale) await sql`update api_key set last_used_at = now() where id = ${row.id}`;
  return { id: row.id, tenantId: row.tenantId };
}

export async function addApiKey(
  sql: Queryable,
  key: ApiKey & { label: string; secretSha384: Buffer },
): Promise<void> {
  await sql`
    insert into api_key (id, tenant_id, label, secret_sha384)
    values (${key.id}, ${key.tenantId}, ${key.label}, ${key.secretSha384})`;
}
