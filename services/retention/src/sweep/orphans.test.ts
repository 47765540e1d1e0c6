import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addIdentification, addTenant, makeWorld, type World } from '../../test/world.ts';
import { runPurge } from '../purge/run.ts';
import { findOrphans } from './orphans.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

async function orphans(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of findOrphans(world.context)) keys.push(key);
  return keys.toSorted();
}

it('finds objects without an identification, and only those', async () => {
  const tenant = await addTenant(world);
  await addIdentification(world, tenant, { dueDaysAgo: -1 });
  const due = await addIdentification(world, tenant);
  expect(await orphans()).toEqual([]);
  await runPurge(world.context);
  const late = `${due.prefix}late`;
  const foreign = `${tenant.tenantId}/${randomUUID()}/a/b/0`;
  for (const key of [late, foreign, 'notes.txt']) await world.put(key);
  expect(await orphans()).toEqual([late, foreign, 'notes.txt'].toSorted());
});
