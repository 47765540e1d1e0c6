import type { Role, UserView } from '@visavis/protocol';
import { Checkbox, Stack, Text } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { ActDialog, ConfirmDialog, type Acting } from '../../shell/act-dialog.tsx';
import { OnceDialog } from '../../shell/once-dialog.tsx';
import { RoleChoice } from './role-choice.tsx';

type Props = Acting & { user: UserView };

export function RolesDialog({ user, onSave, ...acting }: Props & { onSave: (roles: Role[]) => void }) {
  const t = useT();
  const [roles, setRoles] = useState<Role[]>(user.roles);
  return (
    <ActDialog
      {...acting}
      title={t('users.roles.title', { name: user.name })}
      act={t('users.roles.save')}
      isReady={roles.length > 0}
      onAct={() => onSave(roles)}
    >
      <Text>{t('users.roles.lead')}</Text>
      <RoleChoice kind={user.organisation.kind} roles={roles} onChange={setRoles} />
    </ActDialog>
  );
}

type Lost = { password: boolean; totp: boolean };

export function ResetDialog({ user, onReset, ...acting }: Props & { onReset: (lost: Lost) => void }) {
  const t = useT();
  const [password, setPassword] = useState(false);
  const [totp, setTotp] = useState(false);
  return (
    <ActDialog
      {...acting}
      title={t('users.reset.title', { name: user.name })}
      act={t('users.reset.make')}
      isReady={password || totp}
      onAct={() => onReset({ password, totp })}
      said={{ wrong_state: t('users.disabled') }}
    >
      <Text>{t('users.reset.lead')}</Text>
      <Stack gap="xs">
        <Checkbox isSelected={password} onChange={setPassword}>
          {t('users.reset.password')}
        </Checkbox>
        <Checkbox isSelected={totp} onChange={setTotp}>
          {t('users.reset.totp')}
        </Checkbox>
      </Stack>
    </ActDialog>
  );
}

export function DisableDialog({ user, onDisable, ...acting }: Props & { onDisable: () => void }) {
  const t = useT();
  return (
    <ConfirmDialog
      {...acting}
      title={t('users.disable.title', { name: user.name })}
      act={t('users.disable')}
      onAct={onDisable}
    >
      <Text>{t('users.disable.lead')}</Text>
    </ConfirmDialog>
  );
}

type LinkProps = { name: string; link: string; onClose: () => void };

export function LinkDialog({ name, link, onClose }: LinkProps) {
  const t = useT();
  return (
    <OnceDialog
      title={t('users.link', { name })}
      lead={t('users.link.lead')}
      label={t('users.link.label')}
      value={link}
      isMultiline
      done={t('users.link.done')}
      onClose={onClose}
    />
  );
}
