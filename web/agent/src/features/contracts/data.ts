import type { ContractView } from '@visavis/protocol';
import { callApi } from '../../api/client.ts';
import { loadResource, type Resource } from '../../api/resource.ts';
import { readPin } from '../keys/pin.ts';
import { readList, type ShownList } from './recipients.ts';

export type ShownContract = ContractView & { list: ShownList | null };
export type Contracts = Resource<ShownContract[]> & { replace: (contract: ContractView) => Promise<void> };

/** The tenant's contracts with their recipient lists read and, where the root is pinned, verified. */
export function openContracts(tenantId: string): Contracts {
  const show = async (contract: ContractView): Promise<ShownContract> => {
    const { id, recipientList } = contract;
    // a browser that keeps nothing has pinned nothing
    const pin = await readPin(tenantId).catch(() => null);
    const list =
      recipientList === null ? null : await readList(recipientList, id, tenantId, pin?.key ?? null);
    return { ...contract, list };
  };
  const resource = loadResource(async () => {
    const { items } = await callApi('listContracts', {});
    return Promise.all(items.map(show));
  });
  return {
    ...resource,
    replace: async contract => {
      const shown = await show(contract);
      resource.change(all => all.map(one => (one.id === shown.id ? shown : one)));
    },
  };
}
