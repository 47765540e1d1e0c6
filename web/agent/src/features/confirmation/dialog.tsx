import { Button, Dialog, Form, Stack, Text } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { useT } from '../../language/index.ts';
import { useStore } from '../../shell/use-store.ts';
import { askPasskey } from '../account/ask-passkey.ts';
import { FactorField, factorBody, noFactor } from '../account/factor.tsx';
import { ProblemBanner } from '../account/problem-banner.tsx';
import { useDeed } from '../account/use-deed.ts';
import type { Confirmation } from './data.ts';

/** Over whatever asked for it. */
export function ConfirmationAsked({ confirmation }: { confirmation: Confirmation }) {
  const { isAsked } = useStore(confirmation.state);
  return isAsked ? <ConfirmationDialog onAnswer={confirmation.answer} /> : null;
}

export function ConfirmationDialog({ onAnswer }: { onAnswer: (isConfirmed: boolean) => void }) {
  const t = useT();
  const [factor, setFactor] = useState(noFactor);
  const { isPending, problem, run } = useDeed();
  const confirm = async (body: ReturnType<typeof factorBody>) => {
    await callApi('confirmSession', { body });
    onAnswer(true);
  };
  return (
    <Dialog title={t('account.confirm')} isOpen onClose={() => onAnswer(false)}>
      <Form
        onSubmit={event => {
          event.preventDefault();
          run(() => confirm(factorBody(factor)).finally(() => setFactor({ ...factor, code: '' })));
        }}
      >
        <Stack gap="m">
          <Text tone="muted">{t('account.confirm.lead')}</Text>
          <ProblemBanner problem={problem} asked="code" />
          <FactorField
            value={factor}
            onChange={setFactor}
            autoFocus
            onPasskey={() => run(async () => confirm({ passkey: await askPasskey() }))}
          />
          <Button type="submit" variant="primary" isWide isPending={isPending}>
            {t('account.confirm.submit')}
          </Button>
        </Stack>
      </Form>
    </Dialog>
  );
}
