import type { RiskSignal } from '@visavis/protocol';
import { Banner, Button, KeyIcon, Stack, Text } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { ProblemBanner } from '../account/problem-banner.tsx';
import type { Problem } from '../account/problem.ts';

type Props = {
  signals: readonly RiskSignal[];
  problem: Problem | null;
  isPending: boolean;
  onPasskey: () => void;
};

/** Why a code will not do here, and what to do. */
export function PasskeyRequired({ signals, problem, isPending, onPasskey }: Props) {
  const t = useT();
  return (
    <Stack gap="m">
      <Text>{t('account.confirm.passkey.lead')}</Text>
      <Banner tone="warning">
        <Stack gap="s">
          {signals.map(signal => (
            <Text key={signal}>{t(`account.risk.${signal}`)}</Text>
          ))}
        </Stack>
      </Banner>
      <ProblemBanner problem={problem} asked="passkey" />
      <Button variant="primary" isWide icon={<KeyIcon />} isPending={isPending} onPress={onPasskey}>
        {t('account.use_passkey')}
      </Button>
      <Text tone="muted">{t('account.confirm.passkey.without')}</Text>
    </Stack>
  );
}
