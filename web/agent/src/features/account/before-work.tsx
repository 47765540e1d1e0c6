import type { SessionView } from '@visavis/protocol';
import { Button, CenteredPage, Stack } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { AppChange } from './app-change.tsx';
import { PasswordForm } from './password-form.tsx';

type Props = { session: SessionView; onSignOut: () => void };

/** Somebody else knows the password: nothing but this is open. */
export function MustChangePassword({ session, onChanged, onSignOut }: Props & { onChanged: () => void }) {
  const t = useT();
  return (
    <div data-state="must-change-password">
      <CenteredPage
        title={t('account.password.must')}
        lead={t('account.password.must.lead')}
        width="s"
        footer={<SignOut onSignOut={onSignOut} />}
      >
        <PasswordForm session={session} onChanged={onChanged} />
      </CenteredPage>
    </div>
  );
}

/** Came in by a recovery code: asks whether the app has to be set up on another phone. */
export function ShouldEnrol({ session, onLater, onSignOut }: Props & { onLater: () => void }) {
  const t = useT();
  const [isBegun, setBegun] = useState(false);
  return (
    <div data-state="should-enrol">
      <CenteredPage
        title={t('account.app.lost')}
        lead={t('account.app.lost.lead')}
        width="s"
        footer={<SignOut onSignOut={onSignOut} />}
      >
        {isBegun ? (
          <AppChange email={session.user.email} onDone={onLater} />
        ) : (
          <Stack gap="m">
            <Button variant="primary" size="l" isWide onPress={() => setBegun(true)}>
              {t('account.app.change')}
            </Button>
            <Button size="l" isWide onPress={onLater}>
              {t('account.app.later')}
            </Button>
          </Stack>
        )}
      </CenteredPage>
    </div>
  );
}

function SignOut({ onSignOut }: { onSignOut: () => void }) {
  const t = useT();
  return (
    <Button variant="quiet" onPress={onSignOut}>
      {t('shell.sign_out')}
    </Button>
  );
}
