import { rolesOfKind, userInvitation, type Role } from '@visavis/protocol';
import { Select, TextField } from '@visavis/ui';
import { useState } from 'react';
import type { z } from 'zod';
import { useT } from '../../language/index.ts';
import { ActDialog, type Acting } from '../../shell/act-dialog.tsx';
import type { Place } from './data.ts';
import { RoleChoice } from './role-choice.tsx';

type Invitation = z.output<typeof userInvitation>;
type Props = Acting & {
  places: readonly Place[];
  onInvite: (invitation: Invitation) => void;
};

/** Where there is one role there is no choice. */
function onlyRoleAt(place: Place | undefined): Role[] {
  const possible: readonly Role[] = place ? rolesOfKind[place.kind] : [];
  return possible.length === 1 ? [...possible] : [];
}

export function InviteDialog({ places, onInvite, ...acting }: Props) {
  const t = useT();
  const only = places.length === 1 ? places[0] : undefined;
  const [place, setPlace] = useState<Place | undefined>(only);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<Role[]>(onlyRoleAt(only));
  const invitation = userInvitation.safeParse({ organisationId: place?.id, name, email, roles });
  const choose = (id: string) => {
    const chosen = places.find(each => each.id === id);
    setPlace(chosen);
    setRoles(onlyRoleAt(chosen));
  };
  return (
    <ActDialog
      {...acting}
      title={t('users.invite.title')}
      act={t('users.invite.make')}
      isReady={invitation.success}
      onAct={() => (invitation.success ? onInvite(invitation.data) : undefined)}
      said={{ conflict: t('users.email.taken') }}
    >
      {only ? null : (
        <Select
          label={t('users.organisation')}
          options={places.map(({ id, kind, name }) => ({
            value: id,
            label: name,
            hint: t(`administration.kind.${kind}`),
          }))}
          value={place?.id ?? null}
          onChange={choose}
        />
      )}
      <TextField label={t('users.name')} maxLength={200} value={name} onChange={setName} />
      <TextField label={t('users.email')} type="email" maxLength={254} value={email} onChange={setEmail} />
      {place ? <RoleChoice kind={place.kind} roles={roles} onChange={setRoles} /> : null}
    </ActDialog>
  );
}
