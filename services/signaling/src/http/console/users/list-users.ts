import { listMembers } from '@visavis/db';
import { consoleApi, usersListed } from '@visavis/protocol';
import { asManager, isManaged } from '../../../administration/as-manager.ts';
import { viewUsers, withLinks } from '../../../administration/user-view.ts';
import { consoleRoute } from '../../mount.ts';

export const listUsers = consoleRoute(consoleApi.listUsers, async call => {
  const { organisationId } = call.query;
  const members = await asManager(call, async transaction => {
    const seen = await listMembers(transaction, { organisationId, most: usersListed });
    return withLinks(
      transaction,
      seen.filter(member => isManaged(call, member.organisationId)),
    );
  });
  return { items: await viewUsers(call.context.brakes, members) };
});
