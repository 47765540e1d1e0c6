import { Button, PhotoIcon, Text } from '@visavis/ui';
import { useState, type RefObject } from 'react';
import { useT } from '../../language/index.ts';
import styles from './call.module.css';
import { LargePicture, PhotoButton } from './photo.tsx';
import type { CallShown } from './state.ts';
import type { TalkDeeds } from './talk.ts';

export type PicturesProps = {
  call: CallShown;
  video: RefObject<HTMLVideoElement | null>;
  onTake: (video: HTMLVideoElement) => Promise<void>;
  talk: Pick<TalkDeeds, 'askPhoto' | 'cancelPhoto'>;
};

/** Below the customer's picture: take one for the step that is open, and look at those that were taken. */
export function Pictures({ call, video, onTake, talk }: PicturesProps) {
  const t = useT();
  const [isTaking, setTaking] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  // a photo is shown large as it comes, until it is closed
  const [closed, setClosed] = useState<string | null>(null);
  const take = () => {
    if (!video.current) return;
    setTaking(true);
    void onTake(video.current).finally(() => setTaking(false));
  };
  const { current, stills, seen, recording } = call;
  const large = chosen ?? (call.photo === closed ? null : call.photo);
  const shown = stills.find(({ id }) => id === large);
  const isIdle = !seen || current === null || recording === 'none';
  return (
    <div className={styles.pictures}>
      <Button variant="primary" icon={<PhotoIcon />} isPending={isTaking} isDisabled={isIdle} onPress={take}>
        {t('call.picture.take')}
      </Button>
      <PhotoButton
        photo={call.talk.photo}
        isDisabled={isIdle || !call.talk.isReady}
        onAsk={() => current && talk.askPhoto(current)}
        onCancel={talk.cancelPhoto}
      />
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
              onClick={() => setChosen(still.id)}
            >
              <img src={still.url} alt="" />
            </button>
          </li>
        ))}
      </ul>
      {shown ? (
        <LargePicture
          still={shown}
          title={t('call.picture.large', { step: t(`call.step.${shown.step}`) })}
          onClose={() => {
            setChosen(null);
            setClosed(call.photo);
          }}
        />
      ) : null}
    </div>
  );
}
