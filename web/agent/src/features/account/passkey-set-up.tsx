import { passkeyRegistration, type PasskeyCreation } from '@visavis/protocol';
import { startRegistration } from '@simplewebauthn/browser';
import { Banner, Button, Form, Stack, Text, TextField } from '@visavis/ui';
import { useState } from 'react';
import { ApiError, callApi } from '../../api/client.ts';
import { useT } from '../../language/index.ts';
import { ProblemBanner } from './problem-banner.tsx';
import { ProveForm } from './prove-form.tsx';
import { useDeed } from './use-deed.ts';

/** Both factors, a name, then whatever the browser shows. */
export function PasskeySetUp({ onDone }: { onDone: () => void }) {
  const t = useT();
  const [creation, setCreation] = useState<PasskeyCreation | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const add = async (name: string) => {
    if (!creation) return;
    const { challengeId, options } = creation;
    try {
      const response = await startRegistration({ optionsJSON: options as never });
      const body = passkeyRegistration.parse({ challengeId, name, response });
      await callApi('addPasskey', { body });
      onDone();
    } catch (error) {
      if (error instanceof ApiError && error.code !== 'passkey_refused') throw error;
      // the challenge is spent or nothing was made: both factors once more
      setFailed(true);
      setCreation(null);
    }
  };
  if (creation)
    return (
      <NameForm
        name=""
        lead={t('account.passkeys.name.lead')}
        submit={t('account.passkeys.make')}
        onName={add}
      />
    );
  return (
    <Stack gap="m">
      {hasFailed ? (
        <Banner tone="danger" title={t('account.passkeys.failed')}>
          {t('account.passkeys.failed.hint')}
        </Banner>
      ) : null}
      <ProveForm
        lead={t('account.passkeys.add.lead')}
        submit={t('account.prove')}
        onProve={async body => {
          setFailed(false);
          setCreation(await callApi('beginPasskey', { body }));
        }}
      />
    </Stack>
  );
}

type NameProps = { name: string; lead?: string; submit: string; onName: (name: string) => Promise<void> };

export function NameForm({ name, lead, submit, onName }: NameProps) {
  const t = useT();
  const [typed, setTyped] = useState(name);
  const { isPending, problem, run } = useDeed();
  return (
    <Form
      onSubmit={event => {
        event.preventDefault();
        run(() => onName(typed.trim()));
      }}
    >
      <Stack gap="m">
        {lead === undefined ? null : <Text tone="muted">{lead}</Text>}
        <ProblemBanner problem={problem} />
        <TextField
          label={t('account.passkeys.name')}
          description={t('account.passkeys.name.hint')}
          autoComplete="off"
          autoFocus
          maxLength={60}
          isRequired
          value={typed}
          onChange={setTyped}
        />
        <Button type="submit" variant="primary" isWide isPending={isPending} isDisabled={typed.trim() === ''}>
          {submit}
        </Button>
      </Stack>
    </Form>
  );
}
