import { Banner, Button, CenteredPage, Form, Stack, TextField } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { askPasskey } from '../account/ask-passkey.ts';
import { FactorField, noFactor } from '../account/factor.tsx';
import { ProblemBanner } from '../account/problem-banner.tsx';
import { useDeed } from '../account/use-deed.ts';
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
  const { isPending: isAsking, problem, run } = useDeed();
  const withPasskey = () =>
    run(async () => onSignIn({ email, password, factor: { ...noFactor, passkey: await askPasskey() } }));
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
            {problem ? <ProblemBanner problem={problem} /> : note ? <Note note={note} /> : null}
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
            <FactorField value={factor} onChange={setFactor} onPasskey={withPasskey} />
            <Button type="submit" variant="primary" size="l" isWide isPending={isPending || isAsking}>
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
