import type { OrganisationKind, SessionView, UserState, UserView } from '@visavis/protocol';
import type { Tone } from '@visavis/ui';
import { callApi } from '../../api/client.ts';
import { mayDo } from '../../shell/routes.tsx';

/** Where somebody can be invited to. */
export type Place = { id: string; kind: OrganisationKind; name: string };
export type Accounts = { users: UserView[]; places: Place[] };

/** Who manages organisations chooses among them; everybody else administers their own. */
export async function loadAccounts(session: SessionView): Promise<Accounts> {
  const [users, places] = await Promise.all([
    callApi('listUsers', { query: {} }),
    mayDo(session, 'manage_organisations')
      ? callApi('listOrganisations', {}).then(({ items }) => items)
      : Promise.resolve([session.organisation]),
  ]);
  return { users: users.items, places };
}

export const stateTones: Record<UserState, Tone | 'neutral'> = {
  active: 'success',
  locked: 'danger',
  invited: 'info',
  link_expired: 'warning',
  disabled: 'neutral',
};

/** The person has set nothing yet, or has to set anew: a link is all there is to give. */
export const needsLink = ({ state }: UserView): boolean => state === 'invited' || state === 'link_expired';
