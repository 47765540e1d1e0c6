import {
  Banner,
  Button,
  HeroIcon,
  LevelMeter,
  ProgressRing,
  QueueIcon,
  Text,
  useFormat,
  useLocale,
  VideoTile,
} from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { breakText } from '../interrupted/data.ts';
import type { BreakReason, Place } from '../journey/state.ts';
import { Page } from '../layout/page.tsx';
import { isMirrored } from '../preview/data.ts';
import styles from './waiting.module.css';

type WaitingProps = {
  tenant: string;
  place: Place | null;
  stream: MediaStream | null;
  level: number;
  offline?: boolean;
  /** A call broke off and the page came back to the queue by itself. */
  back?: BreakReason | null;
  onLeave: () => void;
};

export function WaitingView({ tenant, place, stream, level, offline, back, onLeave }: WaitingProps) {
  const t = useT();
  const [locale] = useLocale();
  const format = useFormat();
  const expected = place?.expectedWaitSeconds ?? null;
  const lead =
    expected === null
      ? t('waiting.unsaid')
      : expected < 30
        ? t('waiting.soon')
        : t('waiting.expected', { duration: format.duration(Math.ceil(expected / 60) * 60) });
  return (
    <Page
      state="waiting"
      offline={offline ?? false}
      tenant={tenant}
      progress={{ current: 3, total: 3 }}
      hero={
        <ProgressRing label={place ? t('waiting.ring', { position: place.position }) : t('waiting.unknown')}>
          <Text size="s" tone="muted">
            {t('waiting.place')}
          </Text>
          <span className={styles.number} aria-live="polite" data-position={place?.position}>
            {place ? format.number(place.position) : '…'}
          </span>
        </ProgressRing>
      }
      isCentered
      title={place ? t('waiting.title', { position: place.position }) : t('waiting.unknown')}
      lead={place ? lead : undefined}
      actions={
        <Button size="l" onPress={onLeave}>
          {t('waiting.leave')}
        </Button>
      }
    >
      {back ? (
        <Banner tone="info" title={t('waiting.back.title')}>
          {breakText(back, locale, tenant).what}
        </Banner>
      ) : null}
      <div className={styles.keep}>
        <div className={styles.own}>
          <VideoTile
            stream={stream}
            name={t('preview.you')}
            isMirrored={isMirrored(stream)}
            isMuted
            shape="tall"
          />
          <LevelMeter value={level} label={t('preview.level')} />
        </div>
        <div>
          <Text weight="bold">{t('waiting.keep.title')}</Text>
          <Text tone="muted">{t('waiting.keep.text')}</Text>
        </div>
      </div>
    </Page>
  );
}

export function LeftView(props: {
  tenant: string;
  linkExpiresAt: string;
  offline?: boolean;
  onReturn: () => void;
}) {
  const { tenant, linkExpiresAt, offline, onReturn } = props;
  const t = useT();
  const format = useFormat();
  return (
    <Page
      state="left"
      offline={offline ?? false}
      tenant={tenant}
      isCentered
      hero={
        <HeroIcon>
          <QueueIcon />
        </HeroIcon>
      }
      title={t('left.title')}
      lead={t('left.lead', { date: format.dateTime(linkExpiresAt) })}
      actions={
        <Button variant="primary" size="l" onPress={onReturn}>
          {t('left.return')}
        </Button>
      }
    />
  );
}
