import type { IdentificationView } from '@visavis/protocol';
import { callApi } from '../../api/client.ts';
import { loadResource, type Resource } from '../../api/resource.ts';

export type Listed = IdentificationView & { contractName: string };

/** The newest first, each with its contract's name. */
export function listIdentifications(): Resource<Listed[]> {
  return loadResource(async () => {
    const [{ items }, contracts] = await Promise.all([
      callApi('listIdentifications', {}),
      callApi('listContracts', {}),
    ]);
    const names = new Map(contracts.items.map(({ id, name }) => [id, name]));
    return items.map(item => ({ ...item, contractName: names.get(item.contractId) ?? '–' }));
  });
}
