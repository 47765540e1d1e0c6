import type { UserView } from '@visavis/protocol';
import { Button, Checkbox, Dialog, Stack, Text } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { FailureBanner, type Failure } from '../administration/act.tsx';

type Props = {
  user: UserView;
  failure: Failure | null;
  onClose: () => void;
  onReset: (lost: { password: boolean; totp: boolean }) => void;
};

export function ResetDialog({ user, failure, onClose, onReset }: Props) {
  const t = useT();
  const [password, setPassword] = useState(false);
  const [totp, setTotp] = useState(false);
  return (
    <Dialog
      title={t('users.reset.title', { name: user.name })}
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" isDisabled={!password && !totp} onPress={() => onReset({ password, totp })}>
          {t('users.reset.make')}
        </Button>
      }
    >
      <Stack gap="m">
        <Text>{t('users.reset.lead')}</Text>
        <Stack gap="xs">
          <Checkbox isSelected={password} onChange={setPassword}>
            {t('users.reset.password')}
          </Checkbox>
          <Checkbox isSelected={totp} onChange={setTotp}>
            {t('users.reset.totp')}
          </Checkbox>
        </Stack>
        <FailureBanner failure={failure} />
      </Stack>
    </Dialog>
  );
}
