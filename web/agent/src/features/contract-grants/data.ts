import type { ContractGrantsView, OrganisationView, SessionView } from '@visavis/protocol';
import { callApi } from '../../api/client.ts';
import { mayDo } from '../../shell/routes.tsx';

export type Grants = {
  contracts: ContractGrantsView[];
  /** Whom one manages; null for a tenant's own people, who name an ident centre by its id. */
  organisations: OrganisationView[] | null;
};
export type Granted = ContractGrantsView['grants'][number];

export async function loadGrants(session: SessionView): Promise<Grants> {
  const [{ items: contracts }, organisations] = await Promise.all([
    callApi('listContractGrants', {}),
    mayDo(session, 'manage_organisations')
      ? callApi('listOrganisations', {}).then(({ items }) => items)
      : Promise.resolve(null),
  ]);
  return { contracts, organisations };
}

/** What an ident centre is called, or the beginning of its id where it is not one's own to see. */
export const centreName = ({ name, organisationId }: Granted): string =>
  name ?? `${organisationId.slice(0, 8)}…`;
