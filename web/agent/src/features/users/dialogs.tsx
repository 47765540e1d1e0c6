import type { Role, UserView } from '@visavis/protocol';
import { Button, Dialog, Stack, Text } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx';
import { FailureBanner, type Failure } from '../administration/act.tsx';
import { RoleChoice } from './role-choice.tsx';

type Props = { user: UserView; failure: Failure | null; onClose: () => void };

export function RolesDialog({ user, failure, onClose, onSave }: Props & { onSave: (roles: Role[]) => void }) {
  const t = useT();
  const [roles, setRoles] = useState<Role[]>(user.roles);
  return (
    <Dialog
      title={t('users.roles.title', { name: user.name })}
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" isDisabled={roles.length === 0} onPress={() => onSave(roles)}>
          {t('users.roles.save')}
        </Button>
      }
    >
      <Stack gap="m">
        <Text>{t('users.roles.lead')}</Text>
        <RoleChoice kind={user.organisation.kind} roles={roles} onChange={setRoles} />
        <FailureBanner failure={failure} />
      </Stack>
    </Dialog>
  );
}

export function DisableDialog({ user, failure, onClose, onDisable }: Props & { onDisable: () => void }) {
  const t = useT();
  return (
    <ConfirmDialog
      title={t('users.disable.title', { name: user.name })}
      confirm={t('users.disable')}
      onConfirm={onDisable}
      onClose={onClose}
    >
      <Text>{t('users.disable.lead')}</Text>
      <FailureBanner failure={failure} />
    </ConfirmDialog>
  );
}
