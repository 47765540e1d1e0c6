import { rolesOfKind, userInvitation, type Role } from '@visavis/protocol';
import { Button, Dialog, Select, Stack, TextField } from '@visavis/ui';
import { useState } from 'react';
import type { z } from 'zod';
import { useT } from '../../language/index.ts';
import { FailureBanner, type Failure } from '../administration/act.tsx';
import type { Place } from './data.ts';
import { RoleChoice } from './role-choice.tsx';

type Invitation = z.output<typeof userInvitation>;
type Props = {
  places: readonly Place[];
  failure: Failure | null;
  onClose: () => void;
  onInvite: (invitation: Invitation) => void;
};

/** Where there is one role there is no choice. */
function onlyRoleAt(place: Place | undefined): Role[] {
  const possible: readonly Role[] = place ? rolesOfKind[place.kind] : [];
  return possible.length === 1 ? [...possible] : [];
}

export function InviteDialog({ places, failure, onClose, onInvite }: Props) {
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
    <Dialog
      title={t('users.invite.title')}
      isOpen
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          isDisabled={!invitation.success}
          onPress={() => (invitation.success ? onInvite(invitation.data) : undefined)}
        >
          {t('users.invite.make')}
        </Button>
      }
    >
      <Stack gap="m">
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
        <FailureBanner failure={failure} />
      </Stack>
    </Dialog>
  );
}
