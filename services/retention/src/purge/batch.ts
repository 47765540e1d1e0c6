import { destroyDataKeys, recordKeysDestroyed, type ClaimedIdentification } from '@visavis/db';
import type { Context } from '../context.ts';
import { deleteRemains, findRemains } from '../objects/delete.ts';
import { finish } from './finish.ts';
import type { OnStep } from './steps.ts';

export type BatchResult = {
  deleted: string[];
  /** Claimed, and to be taken up again: an upload URL still works, or something could not be deleted. */
  left: { id: string; reason: 'uploads_open' | 'objects_left' }[];
};

/** Takes claimed identifications of one tenant as far as they can go now. Each step may be repeated. */
export async function purgeBatch(
  context: Context,
  tenantId: string,
  items: readonly ClaimedIdentification[],
  onStep: OnStep,
): Promise<BatchResult> {
  const { sql, keys, store, uploadGraceMs } = context;
  const ids = items.map(item => item.id);

  // Also when it was recorded before: a main database restored from a backup knows nothing of the keys database.
  await destroyDataKeys(keys, ids);
  await onStep('keys_destroyed');
  await recordKeysDestroyed(sql, ids);
  await onStep('keys_recorded');

  await deleteRemains(store, (await findRemains(store, tenantId, ids)).values());
  await onStep('objects_deleted');

  const closed = items.filter(
    ({ uploadsOpenForMs }) => uploadsOpenForMs === null || uploadsOpenForMs + uploadGraceMs <= 0,
  );
  const remains = await remainsAfterDeletion(
    context,
    tenantId,
    closed.map(item => item.id),
  );
  await onStep('prefixes_empty');

  const ready = closed.filter(item => !remains.has(item.id)).map(item => item.id);
  const deleted = ready.length === 0 ? [] : await finish(context, tenantId, ready, onStep);
  await onStep('committed');
  return {
    deleted,
    left: [
      ...items
        .filter(item => !closed.includes(item))
        .map(({ id }) => ({ id, reason: 'uploads_open' as const })),
      ...[...remains].map(id => ({ id, reason: 'objects_left' as const })),
    ],
  };
}

/** Once no upload can come any more: looks, deletes what came late, and looks again. */
async function remainsAfterDeletion(
  { store, log }: Context,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const late = await findRemains(store, tenantId, ids);
  if (late.size === 0) return new Set();
  log.warn('objects came after the deletion', { tenantId, count: late.size });
  await deleteRemains(store, late.values());
  const left = await findRemains(store, tenantId, [...late.keys()]);
  for (const identificationId of left.keys())
    log.error('objects cannot be deleted', undefined, { tenantId, identificationId });
  return new Set(left.keys());
}
