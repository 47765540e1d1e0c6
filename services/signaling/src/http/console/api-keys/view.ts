import type { StoredApiKey } from '@visavis/db';
import type { ApiKeyView } from '@visavis/protocol';

export const viewApiKey = (row: StoredApiKey): ApiKeyView => ({
  id: row.id,
  label: row.label,
  scopes: row.scopes,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
  successorId: row.successorId,
});
