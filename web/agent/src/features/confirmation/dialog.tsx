import type { RiskSignal } from '@visavis/protocol';
import { Button, Dialog, Form, Stack, Text } from '@visavis/ui';
import { useState } from 'react';
import { ApiError, callApi } from '../../api/client.ts';
import { useT } from '../../language/index.ts';
import { useStore } from '../../shell/use-store.ts';
import { askPasskey } from '../account/ask-passkey.ts';
import { FactorField, factorBody, noFactor } from '../account/factor.tsx';
import { ProblemBanner } from '../account/problem-banner.tsx';
import { useDeed } from '../account/use-deed.ts';
import type { Confirmation } from './data.ts';
import { PasskeyRequired } from './passkey-required.tsx';

/** Over whatever asked for it. */
export function ConfirmationAsked({ confirmation }: { confirmation: Confirmation }) {
  const { asked } = useStore(confirmation.state);
  return asked ? <ConfirmationDialog signals={asked} onAnswer={confirmation.answer} /> : null;
}

type Props = {
  /** What speaks against the person, if anything: then only a passkey will do. */
  signals: readonly RiskSignal[];
  onAnswer: (isConfirmed: boolean) => void;
};

export function ConfirmationDialog({ signals, onAnswer }: Props) {
  const t = useT();
  const [factor, setFactor] = useState(noFactor);
  // the server may come to see it otherwise while a code is being typed
  const [against, setAgainst] = useState(signals);
  const { isPending, problem, run } = useDeed();
  const confirm = async (body: ReturnType<typeof factorBody>) => {
    try {
      await callApi('confirmSession', { body });
      onAnswer(true);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'passkey_required') throw error;
      setAgainst(error.signals);
    }
  };
  const usePasskey = () => run(async () => confirm({ passkey: await askPasskey() }));
  const isPasskeyOnly = against.length > 0;
  return (
    <Dialog
      title={t(isPasskeyOnly ? 'account.confirm.passkey' : 'account.confirm')}
      isOpen
      onClose={() => onAnswer(false)}
    >
      {isPasskeyOnly ? (
        <PasskeyRequired signals={against} problem={problem} isPending={isPending} onPasskey={usePasskey} />
      ) : (
        <Form
          onSubmit={event => {
            event.preventDefault();
            run(() => confirm(factorBody(factor)).finally(() => setFactor({ ...factor, code: '' })));
          }}
        >
          <Stack gap="m">
            <Text tone="muted">{t('account.confirm.lead')}</Text>
            <ProblemBanner problem={problem} asked="code" />
            <FactorField value={factor} onChange={setFactor} autoFocus onPasskey={usePasskey} />
            <Button type="submit" variant="primary" isWide isPending={isPending}>
              {t('account.confirm.submit')}
            </Button>
          </Stack>
        </Form>
      )}
    </Dialog>
  );
}
