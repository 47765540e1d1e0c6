import { Button, Form, Stack, Text } from '@visavis/ui';
import { useState } from 'react';
import { askPasskey } from './ask-passkey.ts';
import { FactorField, factorBody, noFactor } from './factor.tsx';
import { CurrentPasswordField } from './fields.tsx';
import { ProblemBanner } from './problem-banner.tsx';
import { useDeed } from './use-deed.ts';

export type OwnFactors = { password: string } & ReturnType<typeof factorBody>;

type Props = { lead: string; submit: string; onProve: (factors: OwnFactors) => Promise<void> };

/** Who changes how they sign in shows both factors again. */
export function ProveForm({ lead, submit, onProve }: Props) {
  const [password, setPassword] = useState('');
  const [factor, setFactor] = useState(noFactor);
  const { isPending, problem, run } = useDeed();
  return (
    <Form
      onSubmit={event => {
        event.preventDefault();
        run(() =>
          onProve({ password, ...factorBody(factor) }).finally(() => setFactor({ ...factor, code: '' })),
        );
      }}
    >
      <Stack gap="m">
        <Text tone="muted">{lead}</Text>
        <ProblemBanner problem={problem} />
        <CurrentPasswordField value={password} onChange={setPassword} />
        <FactorField
          value={factor}
          onChange={setFactor}
          onPasskey={() => run(async () => onProve({ password, passkey: await askPasskey() }))}
        />
        <Button type="submit" variant="primary" isWide isPending={isPending}>
          {submit}
        </Button>
      </Stack>
    </Form>
  );
}
