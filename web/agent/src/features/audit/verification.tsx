import { Banner, Spinner, Stack, Text } from '@visavis/ui';
import { isWord, useT } from '../../language/index.ts';
import type { Verifying } from './data.ts';

/** What came of recomputing the chain. */
export function Verification({ now }: { now: Verifying }) {
  const t = useT();
  if (now.status === 'idle') return null;
  if (now.status === 'running') return <Spinner label={t('audit.verify.running')} />;
  if (now.status !== 'done') return <Banner tone="danger">{t('error.generic')}</Banner>;
  const { events, erased, damage } = now.result;
  if (damage.length === 0)
    return (
      <Banner tone="success" title={t('audit.whole')}>
        {t('audit.whole.hint', { events, erased })}
      </Banner>
    );
  return (
    <Banner tone="danger" title={t('audit.damaged')}>
      <Stack gap="xs">
        <Text>{t('audit.damaged.hint')}</Text>
        {damage.map(({ sequence, kind }) => {
          const words = `audit.damage.${kind}`;
          const place = sequence === 0 ? t('audit.damaged.chain') : t('audit.damaged.event', { sequence });
          return (
            <Text key={`${sequence} ${kind}`}>
              {place}: {isWord(words) ? t(words) : kind}
            </Text>
          );
        })}
      </Stack>
    </Banner>
  );
}
