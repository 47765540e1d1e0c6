import { Banner, HeroIcon, InfoIcon, Stack, SuccessIcon, Text, useLocale, WarningIcon } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import type { BreakReason } from '../journey/state.ts';
import { Page } from '../layout/page.tsx';
import { outcomeTexts, type EndState } from './data.ts';

const signs = { success: SuccessIcon, warning: WarningIcon, info: InfoIcon };

type OutcomeProps = { tenant: string; state: EndState; reason: BreakReason | null };

export function OutcomeView({ tenant, state, reason }: OutcomeProps) {
  const t = useT();
  const [locale] = useLocale();
  const { tone, title, lead, next } = outcomeTexts(state, reason, locale, tenant);
  const Sign = signs[tone];
  return (
    <Page
      state={state === 'in_review' ? 'review' : 'outcome'}
      tenant={tenant}
      isCentered
      hero={
        <HeroIcon tone={tone}>
          <Sign />
        </HeroIcon>
      }
      title={title}
      lead={lead}
      footer={next?.title ? t('outcome.close') : undefined}
    >
      <div data-outcome={state} data-reason={reason ?? undefined}>
        {next?.title ? (
          <Banner tone="info" title={next.title}>
            {next.text}
          </Banner>
        ) : next ? (
          <Stack align="center">
            <Text>{next.text}</Text>
          </Stack>
        ) : null}
      </div>
    </Page>
  );
}
