import { LockIcon, Spinner, VideoTile } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { Page } from '../layout/page.tsx';
import { isMirrored } from '../preview/data.ts';
import styles from './found.module.css';

type FoundProps = { tenant: string; stream: MediaStream | null; offline?: boolean };

export function FoundView({ tenant, stream, offline = false }: FoundProps) {
  const t = useT();
  return (
    <Page
      state="offered"
      offline={offline}
      tenant={tenant}
      isCentered
      hero={<Spinner size="l" />}
      title={t('offered.title')}
      lead={t('offered.lead')}
    >
      <div className={styles.own}>
        <VideoTile
          stream={stream}
          name={t('preview.you')}
          isMirrored={isMirrored(stream)}
          isMuted
          shape="tall"
        />
      </div>
      <p className={styles.sealed}>
        <LockIcon size="s" /> {t('preview.why.sealed')}
      </p>
    </Page>
  );
}
