import { Button, Card, KeyValueList, PhoneIcon, Row, Timer, useFormat, useLocale } from '@visavis/ui';
import { useEffect } from 'react';
import { useT } from '../../language/index.ts';
import type { Offer } from '../live/connection.ts';
import styles from './queue.module.css';

export type OfferProps = { offer: Offer; isOnline: boolean; onAccept: () => void; onDecline: () => void };

/** Says so in the tab's title too: the console may lie behind another window. */
export function OfferCard({ offer, isOnline, onAccept, onDecline }: OfferProps) {
  const t = useT();
  const format = useFormat();
  const [locale] = useLocale();
  useEffect(() => {
    const before = document.title;
    document.title = `● ${t('queue.offer.tab')}`;
    return () => {
      document.title = before;
    };
  }, [t]);
  return (
    <div role="alert" className={styles.offerCard}>
      <Card
        title={t('queue.offer.title')}
        aside={<Timer label={t('queue.offer.left')} size="l" until={Date.parse(offer.expiresAt)} />}
      >
        <div className={styles.offer}>
          <KeyValueList
            items={[
              { key: 'purpose', label: t('queue.offer.purpose'), value: offer.purpose[locale] },
              {
                key: 'language',
                label: t('queue.offer.language'),
                value: t(`queue.offer.language.${offer.context.language}`),
              },
              {
                key: 'waited',
                label: t('queue.offer.waited'),
                value: format.duration(offer.waitedSeconds),
              },
            ]}
          />
          <Row>
            <Button size="l" onPress={onDecline} isDisabled={!isOnline}>
              {t('queue.offer.decline')}
            </Button>
            <Button
              variant="primary"
              size="l"
              icon={<PhoneIcon />}
              autoFocus
              onPress={onAccept}
              isDisabled={!isOnline}
            >
              {t('queue.offer.accept')}
            </Button>
          </Row>
        </div>
      </Card>
    </div>
  );
}
