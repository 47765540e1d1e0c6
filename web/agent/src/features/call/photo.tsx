import type { PhotoDeskState } from '@visavis/call/data';
import { Button, Dialog, PhotoIcon, ProgressBar, Row, Text, ZoomInIcon, ZoomOutIcon } from '@visavis/ui';
import { useRef, useState, type PointerEvent } from 'react';
import { useT } from '../../language/index.ts';
import styles from './talk.module.css';
import type { Still } from './still.ts';

type PhotoProps = {
  photo: PhotoDeskState;
  isDisabled: boolean;
  onAsk: () => void;
  onCancel: () => void;
};

/** Asks for a photo in the full resolution of the customer's camera, and shows how much of it has come. */
export function PhotoButton({ photo, isDisabled, onAsk, onCancel }: PhotoProps) {
  const t = useT();
  const { phase, share, problem } = photo;
  if (phase === 'asked' || phase === 'receiving' || phase === 'checking')
    return (
      <div className={styles.photo} data-photo={phase}>
        {phase === 'asked' ? (
          <Text size="s">{t('call.photo.asked')}</Text>
        ) : (
          <div className={styles.progress}>
            <ProgressBar label={t('call.photo.receiving')} share={share} />
          </div>
        )}
        <Button size="s" onPress={onCancel}>
          {t('action.cancel')}
        </Button>
      </div>
    );
  return (
    <div className={styles.photo} data-photo={phase}>
      <Button icon={<PhotoIcon />} isDisabled={isDisabled} onPress={onAsk}>
        {t('call.photo.ask')}
      </Button>
      {phase === 'ended' && problem && problem !== 'cancelled' ? (
        <Text size="s" tone="danger">
          {t(problem === 'busy' || problem === 'failed' ? 'call.photo.failed' : 'call.photo.damaged')}
        </Text>
      ) : null}
    </div>
  );
}

const zooms = [1, 2, 4, 8];

/** A picture, large: whole at first, closer by its buttons or a press, moved by dragging. */
export function LargePicture({
  still,
  title,
  onClose,
}: {
  still: Still;
  title: string;
  onClose: () => void;
}) {
  const t = useT();
  const [zoom, setZoom] = useState(1);
  const drag = useDrag();
  const turn = (by: 1 | -1) => setZoom(zooms[zooms.indexOf(zoom) + by] ?? zoom);
  return (
    <Dialog title={title} isOpen onClose={onClose} size="xl">
      <div className={styles.large}>
        <div className={styles.frame} data-zoom={zoom} tabIndex={0} {...drag}>
          <img
            className={styles.image}
            style={{ width: `${zoom * 100}%`, maxHeight: zoom === 1 ? '64dvh' : 'none' }}
            src={still.url}
            alt={title}
            draggable={false}
            onDoubleClick={() => setZoom(zoom === 1 ? 4 : 1)}
          />
        </div>
        <Row>
          <Button
            size="s"
            icon={<ZoomOutIcon />}
            isIconOnly
            aria-label={t('call.picture.farther')}
            isDisabled={zoom === zooms[0]}
            onPress={() => turn(-1)}
          />
          <Button
            size="s"
            icon={<ZoomInIcon />}
            isIconOnly
            aria-label={t('call.picture.closer')}
            isDisabled={zoom === zooms.at(-1)}
            onPress={() => turn(1)}
          />
          <Text size="s" tone="muted">
            {`${still.width} × ${still.height}`}
          </Text>
        </Row>
      </div>
    </Dialog>
  );
}

/** Dragging moves what scrolls. */
function useDrag() {
  const from = useRef<{ x: number; y: number } | null>(null);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const { clientX, clientY, currentTarget, pointerId } = event;
      currentTarget.setPointerCapture(pointerId);
      from.current = { x: clientX + currentTarget.scrollLeft, y: clientY + currentTarget.scrollTop };
    },
    onPointerMove: ({ clientX, clientY, currentTarget }: PointerEvent<HTMLElement>) => {
      if (from.current) currentTarget.scrollTo(from.current.x - clientX, from.current.y - clientY);
    },
    onPointerUp: () => {
      from.current = null;
    },
  };
}
