import { listContractGrants as list } from '@visavis/db';
import { consoleApi, contractGrantsView } from '@visavis/protocol';
import { asManager } from '../../../administration/as-manager.ts';
import { consoleRoute } from '../../mount.ts';

export const listContractGrants = consoleRoute(consoleApi.listContractGrants, async call => {
  const rows = await asManager(call, list);
  return {
    items: rows.map(row =>
      contractGrantsView.parse({
        id: row.id,
        tenant: { id: row.tenantId, name: row.tenantName },
        name: row.name,
        purpose: row.purpose,
        ruleset: { id: row.ruleset, version: row.rulesetVersion },
        status: row.status,
        grants: row.grants,
      }),
    ),
  };
});
