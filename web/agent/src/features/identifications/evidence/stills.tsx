import { Card, Dialog, Text } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../../language/index.ts';
import type { ShownStill } from './data.ts';
import styles from './evidence.module.css';

export function Stills({ stills }: { stills: readonly ShownStill[] }) {
  const t = useT();
  const [large, setLarge] = useState<{ url: string; name: string } | null>(null);
  const nameOf = ({ item: { step } }: ShownStill) =>
    step ? t(`call.step.${step}`) : t('identifications.stills');
  return (
    <Card title={t('identifications.stills')}>
      {stills.length === 0 ? (
        <Text tone="muted">{t('identifications.stills.none')}</Text>
      ) : (
        <div className={styles.stills}>
          {stills.map(still => (
            <figure key={still.item.id} className={styles.still}>
              <Thumbnail still={still} name={nameOf(still)} onOpen={setLarge} />
              <figcaption>
                <Text size="s">{nameOf(still)}</Text>
              </figcaption>
            </figure>
          ))}
        </div>
      )}
      {large ? (
        <Dialog title={large.name} size="xl" isOpen onClose={() => setLarge(null)}>
          <img className={styles.large} src={large.url} alt={large.name} />
        </Dialog>
      ) : null}
    </Card>
  );
}

type ThumbnailProps = {
  still: ShownStill;
  name: string;
  onOpen: (picture: { url: string; name: string }) => void;
};

function Thumbnail({ still: { url }, name, onOpen }: ThumbnailProps) {
  const t = useT();
  if (url === null) return <Text tone="danger">{t('identifications.stills.none_opened')}</Text>;
  return (
    <button type="button" className={styles.thumb} onClick={() => onOpen({ url, name })}>
      <img src={url} alt={name} />
    </button>
  );
}
