import type { InvitationView as Invitation } from '@visavis/protocol';
import { Button, CenteredPage, Form, HeroIcon, Stack, SuccessIcon } from '@visavis/ui';
import { useState } from 'react';
import { ApiError } from '../../api/client.ts';
import { useT, type Translate } from '../../language/index.ts';
import { AppSetUp } from './app-set-up.tsx';
import { FactorField, factorBody, noFactor } from './factor.tsx';
import { CurrentPasswordField } from './fields.tsx';
import { NewPassword } from './new-password.tsx';
import { ProblemBanner } from './problem-banner.tsx';
import { passwordProblem } from './problem.ts';
import type { OwnFactors } from './prove-form.tsx';
import { RecoveryCodesView } from './recovery-codes.tsx';
import { useDeed } from './use-deed.ts';

type Props = {
  invitation: Invitation;
  /** @returns the recovery codes, this once; none when the app stays as it is */
  onAccept: (factors: OwnFactors) => Promise<readonly string[]>;
  onDone: () => void;
};
type Step = 'password' | 'code' | 'codes' | 'done';

const steps = ({ totp }: Invitation): Step[] => (totp ? ['password', 'code', 'codes'] : ['password', 'code']);

const titleOf = (invitation: Invitation, step: Step, t: Translate): string => {
  if (step === 'done') return t('account.invited.done');
  if (step === 'codes') return t('account.codes');
  if (step === 'code') return invitation.totp ? t('account.invited.app') : t('account.reset.present');
  if (!invitation.setsPassword) return t('account.reset.present');
  return invitation.totp ? t('account.invited', { name: invitation.user.name }) : t('account.reset');
};

/** Password, then app or code, then the recovery codes: one thought a screen, sent all at once. */
export function InvitationView({ invitation, onAccept, onDone }: Props) {
  const t = useT();
  const [step, setStep] = useState<Step>('password');
  const [password, setPassword] = useState('');
  // what the server said holds for the password it was said of
  const [sent, setSent] = useState('');
  const [factor, setFactor] = useState(noFactor);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const { isPending, problem, run } = useDeed();
  const { user, organisation, totp, setsPassword } = invitation;
  const accept = async () => {
    setSent(password);
    try {
      const made = await onAccept({ password, ...factorBody(factor) });
      setCodes(made);
      setStep(made.length > 0 ? 'codes' : 'done');
    } catch (error) {
      if (error instanceof ApiError && error.field === 'newPassword') setStep('password');
      throw error;
    } finally {
      setFactor({ ...factor, code: '' });
    }
  };
  const order = steps(invitation);
  const lead =
    step === 'password' ? t('account.invited.lead', { organisation, email: user.email }) : undefined;
  if (step === 'done') return <Done onDone={onDone} />;
  return (
    <div data-state={`invitation-${step}`}>
      <CenteredPage
        key={step}
        title={titleOf(invitation, step, t)}
        {...(lead === undefined ? {} : { lead })}
        progress={{ current: order.indexOf(step) + 1, total: order.length }}
        width="s"
      >
        {step === 'codes' ? (
          <RecoveryCodesView codes={codes} email={user.email} onKept={() => setStep('done')} />
        ) : (
          <Form
            onSubmit={event => {
              event.preventDefault();
              if (step === 'password') setStep('code');
              else run(accept);
            }}
          >
            <Stack gap="m">
              {step === 'code' ? (
                <ProblemBanner problem={problem} asked={totp !== null && setsPassword ? 'new_app' : 'both'} />
              ) : null}
              {step === 'password' ? (
                <PasswordPart
                  invitation={invitation}
                  password={password}
                  onChange={setPassword}
                  problem={password === sent ? passwordProblem(problem, t) : undefined}
                />
              ) : totp ? (
                <AppSetUp
                  enrolment={totp}
                  code={factor.code}
                  onChange={code => setFactor({ isRecovery: false, code })}
                />
              ) : (
                <FactorField value={factor} onChange={setFactor} />
              )}
              <Button type="submit" variant="primary" size="l" isWide isPending={isPending}>
                {step === 'password' ? t('account.prove') : t('account.app.save')}
              </Button>
              {step === 'code' ? (
                <Button size="l" variant="quiet" isWide onPress={() => setStep('password')}>
                  {t('action.back')}
                </Button>
              ) : null}
            </Stack>
          </Form>
        )}
      </CenteredPage>
    </div>
  );
}

type PasswordPartProps = {
  invitation: Invitation;
  password: string;
  onChange: (password: string) => void;
  problem: string | undefined;
};

/** A new one, or the present one where the link does not set it. */
function PasswordPart({ invitation, password, onChange, problem }: PasswordPartProps) {
  const { user, organisation } = invitation;
  if (invitation.setsPassword)
    return (
      <>
        {/* so that a password manager knows whose it is */}
        <input type="hidden" name="username" autoComplete="username" value={user.email} readOnly />
        <NewPassword
          own={[user.name, user.email, organisation]}
          value={password}
          onChange={onChange}
          problem={problem}
        />
      </>
    );
  return <CurrentPasswordField value={password} onChange={onChange} />;
}

function Done({ onDone }: { onDone: () => void }) {
  const t = useT();
  return (
    <div data-state="invitation-done">
      <CenteredPage
        title={t('account.invited.done')}
        lead={t('account.invited.done.lead')}
        hero={
          <HeroIcon tone="success">
            <SuccessIcon />
          </HeroIcon>
        }
        width="s"
        isCentered
        actions={
          <Button variant="primary" size="l" onPress={onDone}>
            {t('account.invited.sign_in')}
          </Button>
        }
      />
    </div>
  );
}
