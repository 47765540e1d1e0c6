import { Button, PhotoIcon, ProgressBar, useNow } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import styles from './talk.module.css';
import type { TalkShown } from './talk.ts';

type PhotoProps = Pick<TalkShown, 'photo'> & { onCancel: () => void };

const shownMilliseconds = 6000;

/** Large, while the hand is to be still. */
export function HoldStill({ photo }: Pick<TalkShown, 'photo'>) {
  const t = useT();
  if (photo.phase !== 'taking') return null;
  return (
    <div className={styles.hold} role="alert" data-photo="taking">
      <PhotoIcon size="xl" />
      <p className={styles.holdWords}>{t('photo.taking')}</p>
    </div>
  );
}

/** Small, while the photo is sent, and for a moment how it ended. */
export function PhotoLine({ photo, onCancel }: PhotoProps) {
  const t = useT();
  const now = useNow();
  if (photo.phase === 'sending')
    return (
      <div className={styles.line} data-photo="sending">
        <ProgressBar label={t('photo.sending')} share={photo.share} />
        <Button variant="stage" size="s" onPress={onCancel}>
          {t('photo.cancel')}
        </Button>
      </div>
    );
  const isOver = photo.phase === 'done' || photo.phase === 'ended';
  if (!isOver || now - photo.at >= shownMilliseconds) return null;
  return (
    <div className={styles.line} role="status" data-photo={photo.phase}>
      {t(
        photo.phase === 'done'
          ? 'photo.done'
          : photo.problem === 'cancelled'
            ? 'photo.cancelled'
            : 'photo.ended',
      )}
    </div>
  );
}
