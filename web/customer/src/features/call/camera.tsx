import { useNow } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import styles from './talk.module.css';
import type { TalkShown } from './talk.ts';

const shownMilliseconds = 8000;

/** What the agent has just changed at the camera. */
export function CameraLine({ camera: { change, at } }: Pick<TalkShown, 'camera'>) {
  const t = useT();
  const now = useNow();
  const isShown = change !== null && now - at < shownMilliseconds;
  return (
    <div role="status" className={isShown ? styles.line : undefined} data-camera={isShown ? change : ''}>
      {isShown ? t(`camera.${change}`) : null}
    </div>
  );
}
