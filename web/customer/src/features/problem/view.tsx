import { Button, HeroIcon, LockIcon, DangerIcon, WarningIcon } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import type { Stop } from '../journey/state.ts';
import { Page } from '../layout/page.tsx';
import styles from './problem.module.css';

type ProblemProps = {
  stop: Stop;
  /** Once it is known and to be believed. */
  tenant?: string | undefined;
  onReload: () => void;
};

const signs: Partial<Record<Stop, typeof WarningIcon>> = {
  cannot_encrypt: LockIcon,
  other_company: DangerIcon,
};

/** Whatever this page cannot go on from. Never a form. */
export function ProblemView({ stop, tenant, onReload }: ProblemProps) {
  const t = useT();
  const Sign = signs[stop] ?? WarningIcon;
  const again = stop === 'replaced' || stop === 'outdated_page';
  return (
    <div data-problem={stop}>
      <Page
        state="problem"
        tenant={tenant}
        isCentered
        hero={
          <HeroIcon tone={stop === 'other_company' ? 'danger' : 'warning'}>
            <Sign />
          </HeroIcon>
        }
        title={t(`problem.${stop}.title`)}
        lead={t(`problem.${stop}.text`)}
        actions={
          again ? (
            <Button variant={stop === 'replaced' ? 'secondary' : 'primary'} size="l" onPress={onReload}>
              {t(stop === 'replaced' ? 'problem.replaced.here' : 'problem.outdated_page.reload')}
            </Button>
          ) : undefined
        }
      >
        {stop === 'cannot_encrypt' ? (
          <ul className={styles.browsers}>
            <li>{t('problem.cannot_encrypt.phone')}</li>
            <li>{t('problem.cannot_encrypt.computer')}</li>
          </ul>
        ) : null}
      </Page>
    </div>
  );
}

/** Before the server has said anything. */
export function OpeningView({ unreachable }: { unreachable: boolean }) {
  const t = useT();
  return (
    <Page
      state="opening"
      isCentered
      hero={
        <HeroIcon>
          <LockIcon />
        </HeroIcon>
      }
      title={t('opening.title')}
      lead={t(unreachable ? 'opening.unreachable' : 'opening.lead')}
    />
  );
}
