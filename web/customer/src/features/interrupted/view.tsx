import { Button, DangerIcon, HeroIcon, RefreshIcon, Stack, Text, useLocale } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import type { BreakReason } from '../journey/state.ts';
import { Page } from '../layout/page.tsx';
import { breakText } from './data.ts';

type InterruptedProps = { tenant: string; reason: BreakReason; offline?: boolean; onReturn: () => void };

/** Somebody may have meant harm; the others are misfortunes. */
const dangers: ReadonlySet<BreakReason> = new Set([
  'encryption_failed',
  'agent_not_proven',
  'unknown_participant',
  'roster_not_proven',
]);

export function InterruptedView({ tenant, reason, offline, onReturn }: InterruptedProps) {
  const t = useT();
  const [locale] = useLocale();
  const { what, next } = breakText(reason, locale, tenant);
  const isDanger = dangers.has(reason);
  return (
    <Page
      state="interrupted"
      offline={offline ?? false}
      tenant={tenant}
      isCentered
      hero={
        <HeroIcon tone={isDanger ? 'danger' : 'warning'}>
          {isDanger ? <DangerIcon /> : <RefreshIcon />}
        </HeroIcon>
      }
      title={t(reason === 'customer_left' ? 'interrupted.left.title' : 'interrupted.title')}
      lead={what}
      actions={
        <Button variant="primary" size="l" onPress={onReturn}>
          {t('interrupted.return')}
        </Button>
      }
    >
      <Stack align="center">
        <div data-reason={reason}>
          <Text>{next}</Text>
        </div>
      </Stack>
    </Page>
  );
}
