import { listOrganisations as list } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { asManager, isManaged } from '../../../administration/as-manager.ts';
import { consoleRoute } from '../../mount.ts';

export const listOrganisations = consoleRoute(consoleApi.listOrganisations, async call => {
  const seen = await asManager(call, list);
  const items = seen.filter(({ id }) => isManaged(call, id));
  return { items: items.map(item => ({ ...item, createdAt: item.createdAt.toISOString() })) };
});
