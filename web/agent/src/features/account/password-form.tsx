import type { SessionView } from '@visavis/protocol';
import { Button, Form, Stack } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { useT } from '../../language/index.ts';
import { FactorField, factorBody, noFactor } from './factor.tsx';
import { CurrentPasswordField } from './fields.tsx';
import { NewPassword } from './new-password.tsx';
import { ProblemBanner } from './problem-banner.tsx';
import { passwordProblem } from './problem.ts';
import { useDeed } from './use-deed.ts';

/** Both factors and the new password. A code is emptied after a failure: it is good for one try. */
export function PasswordForm({ session, onChanged }: { session: SessionView; onChanged: () => void }) {
  const t = useT();
  const [password, setPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  // what the server said holds for the password it was said of, and keeps that one from being sent again
  const [sent, setSent] = useState('');
  const [factor, setFactor] = useState(noFactor);
  const { isPending, problem, run } = useDeed();
  const { name, email } = session.user;
  const change = () =>
    run(async () => {
      setSent(newPassword);
      try {
        await callApi('changePassword', { body: { password, newPassword, ...factorBody(factor) } });
        onChanged();
      } finally {
        setFactor({ ...factor, code: '' });
      }
    });
  return (
    <Form
      onSubmit={event => {
        event.preventDefault();
        change();
      }}
    >
      <Stack gap="m">
        <ProblemBanner problem={problem} />
        <CurrentPasswordField value={password} onChange={setPassword} />
        <NewPassword
          own={[name, email, session.organisation.name]}
          value={newPassword}
          onChange={setNewPassword}
          problem={newPassword === sent ? passwordProblem(problem, t) : undefined}
        />
        <FactorField value={factor} onChange={setFactor} />
        <Button type="submit" variant="primary" isWide isPending={isPending}>
          {t('account.password.save')}
        </Button>
      </Stack>
    </Form>
  );
}
