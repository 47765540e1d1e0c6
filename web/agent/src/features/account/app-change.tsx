import type { TotpEnrolment } from '@visavis/protocol';
import { Button, Form, Stack } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { useT } from '../../language/index.ts';
import { AppSetUp } from './app-set-up.tsx';
import { ProblemBanner } from './problem-banner.tsx';
import { ProveForm } from './prove-form.tsx';
import { RecoveryCodesView } from './recovery-codes.tsx';
import { useDeed } from './use-deed.ts';

type Phase =
  { step: 'prove' } | { step: 'app'; enrolment: TotpEnrolment } | { step: 'codes'; codes: readonly string[] };

type Props = { email: string; onDone: () => void };

/** Both factors, then the app on the new phone, then ten new recovery codes. */
export function AppChange({ email, onDone }: Props) {
  const t = useT();
  const [phase, setPhase] = useState<Phase>({ step: 'prove' });
  if (phase.step === 'prove')
    return (
      <ProveForm
        lead={t('account.app.about')}
        submit={t('account.prove')}
        onProve={async body =>
          setPhase({ step: 'app', enrolment: await callApi('beginTotpChange', { body }) })
        }
      />
    );
  if (phase.step === 'app')
    return (
      <ConfirmApp enrolment={phase.enrolment} onConfirmed={codes => setPhase({ step: 'codes', codes })} />
    );
  return <RecoveryCodesView codes={phase.codes} email={email} onKept={onDone} />;
}

type ConfirmProps = { enrolment: TotpEnrolment; onConfirmed: (codes: readonly string[]) => void };

function ConfirmApp({ enrolment, onConfirmed }: ConfirmProps) {
  const t = useT();
  const [code, setCode] = useState('');
  const { isPending, problem, run } = useDeed();
  const confirm = async () => {
    try {
      const totp = code.replaceAll(/\s/g, '');
      onConfirmed((await callApi('confirmTotpChange', { body: { totp } })).recoveryCodes);
    } finally {
      setCode('');
    }
  };
  return (
    <Form
      onSubmit={event => {
        event.preventDefault();
        run(confirm);
      }}
    >
      <Stack gap="m">
        <ProblemBanner problem={problem} asked="new_app" />
        <AppSetUp enrolment={enrolment} code={code} onChange={setCode} />
        <Button type="submit" variant="primary" isWide isPending={isPending}>
          {t('account.app.save')}
        </Button>
      </Stack>
    </Form>
  );
}
