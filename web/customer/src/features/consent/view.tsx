import { consentText, consentVersion } from '@visavis/protocol';
import {
  Button,
  Card,
  Checkbox,
  ClockIcon,
  IdCardIcon,
  LightIcon,
  useLocale,
  type Locale,
} from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { Page } from '../layout/page.tsx';
import styles from './consent.module.css';

type ConsentProps = {
  tenant: string;
  purposes: Record<Locale, string>;
  offline?: boolean;
  /** The text was agreed to in this language. */
  onAgree: (language: Locale) => void;
};

export function ConsentView({ tenant, purposes, offline = false, onAgree }: ConsentProps) {
  const t = useT();
  const [locale] = useLocale();
  // the tick is for the words on the screen: another language takes it back
  const [agreed, setAgreed] = useState<Locale | null>(null);
  const purpose = purposes[locale];
  return (
    <Page
      state="consent"
      offline={offline}
      tenant={tenant}
      progress={{ current: 1, total: 3 }}
      title={t('consent.title', { tenant })}
      lead={t('consent.lead', { purpose })}
      actions={
        <Button variant="primary" size="l" isDisabled={agreed !== locale} onPress={() => onAgree(locale)}>
          {t('consent.continue')}
        </Button>
      }
    >
      <section aria-label={t('consent.needs')}>
        <h2 className={styles.heading}>{t('consent.needs')}</h2>
        <ul className={styles.needs}>
          <li>
            <IdCardIcon />
            <span>{t('consent.need.document')}</span>
          </li>
          <li>
            <ClockIcon />
            <span>{t('consent.need.time')}</span>
          </li>
          <li>
            <LightIcon />
            <span>{t('consent.need.place')}</span>
          </li>
        </ul>
      </section>
      <Card title={t('consent.text')}>{consentText(consentVersion, locale, tenant, purpose)}</Card>
      <Checkbox
        isBoxed
        isSelected={agreed === locale}
        onChange={isSelected => setAgreed(isSelected ? locale : null)}
      >
        {t('consent.agree')}
      </Checkbox>
    </Page>
  );
}
