import { Banner, Button, CenteredPage, Form, Stack, TextField } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { FactorField, noFactor } from '../account/factor.tsx';
import type { Credentials, SignInNote } from './data.ts';

export type SignInProps = {
  note: SignInNote | null;
  isPending: boolean;
  onSignIn: (credentials: Credentials) => void;
};

/** Both factors in one form. The code is emptied after a failure: it is good for one try. */
export function SignInView({ note, isPending, onSignIn }: SignInProps) {
  const t = useT();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [factor, setFactor] = useState(noFactor);
  return (
    <div data-state="sign-in">
      <CenteredPage title={t('session.title')} lead={t('session.lead')} width="s">
        <Form
          onSubmit={event => {
            event.preventDefault();
            onSignIn({ email, password, factor });
            setFactor({ ...factor, code: '' });
          }}
        >
          <Stack gap="m">
            {note ? <Note note={note} /> : null}
            <TextField
              label={t('session.email')}
              type="email"
              name="email"
              autoComplete="username"
              isRequired
              value={email}
              onChange={setEmail}
            />
            <TextField
              label={t('session.password')}
              type="password"
              name="password"
              autoComplete="current-password"
              isRequired
              value={password}
              onChange={setPassword}
            />
            <FactorField value={factor} onChange={setFactor} />
            <Button type="submit" variant="primary" size="l" isWide isPending={isPending}>
              {t('session.submit')}
            </Button>
          </Stack>
        </Form>
      </CenteredPage>
    </div>
  );
}

function Note({ note }: { note: SignInNote }) {
  const t = useT();
  if (note === 'left') return <Banner tone="success">{t('session.left')}</Banner>;
  return (
    <Banner tone={note === 'expired' ? 'info' : 'danger'} title={t(`session.${note}`)}>
      {t(`session.${note}.hint`)}
    </Banner>
  );
}
