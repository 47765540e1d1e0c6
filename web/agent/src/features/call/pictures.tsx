import { Button, Dialog, PhotoIcon, Text } from '@visavis/ui';
import { useState, type RefObject } from 'react';
import { useT } from '../../language/index.ts';
import styles from './call.module.css';
import type { CallShown } from './state.ts';
import type { Still } from './still.ts';

export type PicturesProps = {
  call: CallShown;
  video: RefObject<HTMLVideoElement | null>;
  onTake: (video: HTMLVideoElement) => Promise<void>;
};

/** Below the customer's picture: take one for the step that is open, and look at those that were taken. */
export function Pictures({ call, video, onTake }: PicturesProps) {
  const t = useT();
  const [isTaking, setTaking] = useState(false);
  const [shown, setShown] = useState<Still | null>(null);
  const take = () => {
    if (!video.current) return;
    setTaking(true);
    void onTake(video.current).finally(() => setTaking(false));
  };
  const { current, stills, seen, recording } = call;
  return (
    <div className={styles.pictures}>
      <Button
        variant="primary"
        icon={<PhotoIcon />}
        isPending={isTaking}
        isDisabled={!seen || current === null || recording === 'none'}
        onPress={take}
      >
        {t('call.picture.take')}
      </Button>
      {current ? (
        <Text size="s" tone="muted">
          {t('call.picture.for', { step: t(`call.step.${current}`) })}
        </Text>
      ) : null}
      <ul className={styles.thumbnails}>
        {stills.map(still => (
          <li key={still.id}>
            <button
              type="button"
              className={styles.thumbnail}
              aria-label={t('call.picture.of', {
                step: t(`call.step.${still.step}`),
                width: still.width,
                height: still.height,
              })}
              onClick={() => setShown(still)}
            >
              <img src={still.url} alt="" />
            </button>
          </li>
        ))}
      </ul>
      {shown ? (
        <Dialog
          title={t('call.picture.large', { step: t(`call.step.${shown.step}`) })}
          isOpen
          onClose={() => setShown(null)}
          size="xl"
        >
          <img
            className={styles.large}
            src={shown.url}
            alt={t('call.picture.large', { step: t(`call.step.${shown.step}`) })}
          />
        </Dialog>
      ) : null}
    </div>
  );
}
