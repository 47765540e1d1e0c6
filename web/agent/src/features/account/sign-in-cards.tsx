import type { AccountView, SessionView } from '@visavis/protocol';
import { Banner, Button, Card, Dialog, Stack, Text } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { AppChange } from './app-change.tsx';
import { CodesRenewal } from './codes-renewal.tsx';
import { PasswordForm } from './password-form.tsx';

type Open = 'password' | 'app' | 'codes';
type Props = { session: SessionView; account: AccountView; onChanged: () => void };

/** Below how many recovery codes it is time for new ones. */
const few = 3;

/** How one signs in: password, authenticator app, recovery codes. */
export function SignInCards({ session, account, onChanged }: Props) {
  const t = useT();
  const [open, setOpen] = useState<Open | null>(null);
  const [isChanged, setChanged] = useState(false);
  const { email } = session.user;
  const { recoveryCodesLeft: left } = account;
  const close = () => setOpen(null);
  const done = () => {
    close();
    onChanged();
  };
  const button = (which: Open, words: string) => (
    <Button
      onPress={() => {
        setChanged(false);
        setOpen(which);
      }}
    >
      {words}
    </Button>
  );
  return (
    <Stack gap="l">
      {isChanged ? <Banner tone="success">{t('account.password.changed')}</Banner> : null}
      <Card title={t('account.password')} actions={button('password', t('account.password.change'))}>
        <Text>{t('account.password.about')}</Text>
      </Card>
      <Card title={t('account.app')} actions={button('app', t('account.app.change'))}>
        <Text>{t('account.app.about')}</Text>
      </Card>
      <Card title={t('account.codes')} actions={button('codes', t('account.codes.renew'))}>
        <Stack gap="s">
          <Text tone={left < few ? 'warning' : 'normal'}>
            {left === 0 ? t('account.codes.none') : t('account.codes.left', { count: left })}
          </Text>
          <Text tone="muted">{t('account.codes.about')}</Text>
        </Stack>
      </Card>
      <Dialog title={t('account.password.change')} isOpen={open === 'password'} onClose={close}>
        <PasswordForm
          session={session}
          onChanged={() => {
            setChanged(true);
            done();
          }}
        />
      </Dialog>
      <Dialog title={t('account.app')} isOpen={open === 'app'} onClose={done}>
        <AppChange email={email} onDone={done} />
      </Dialog>
      <Dialog title={t('account.codes')} isOpen={open === 'codes'} onClose={done}>
        <CodesRenewal email={email} onDone={done} />
      </Dialog>
    </Stack>
  );
}
