import { ArrowLeftIcon, Busy, Button, DownloadIcon } from '@visavis/ui';
import { useEffect, useState } from 'react';
import { saveFile } from '../../../api/save-file.ts';
import { useT } from '../../../language/index.ts';
import { Page, useConsole } from '../../../shell/page.tsx';
import { useStore } from '../../../shell/use-store.ts';
import type { Listed } from '../data.ts';
import { ShortId } from '../labels.tsx';
import { AskForKey } from './ask.tsx';
import { openEvidenceDesk, type EvidenceState } from './data.ts';
import styles from './evidence.module.css';
import { OpenedView } from './opened.tsx';

const stateOf = (now: EvidenceState): string => {
  if (now.step === 'opened') return `evidence-${now.evidence.status}`;
  if (now.step === 'asking') return now.refusal ? 'evidence-refused' : 'evidence-key';
  return `evidence-${now.step}`;
};

export function EvidencePage({ identification, onBack }: { identification: Listed; onBack: () => void }) {
  const t = useT();
  const { session } = useConsole();
  const [desk] = useState(() => openEvidenceDesk(identification.id, session.organisation.id));
  const { now, pinned } = useStore(desk.state);
  const sealed = now.step === 'opened' ? now.evidence.sealed : null;
  useEffect(() => desk.attend(), [desk]);
  return (
    <Page
      title={
        <span className={styles.title}>
          {t('identifications.evidence')} <ShortId id={identification.id} />
        </span>
      }
      state={stateOf(now)}
      status={
        <>
          {sealed ? (
            <Button
              size="s"
              variant="quiet"
              icon={<DownloadIcon />}
              onPress={() => saveFile(`${identification.id}.zip`, sealed, 'application/zip')}
            >
              {t('identifications.save_sealed')}
            </Button>
          ) : null}
          <Button size="s" icon={<ArrowLeftIcon />} onPress={onBack}>
            {t('identifications.evidence.back')}
          </Button>
        </>
      }
    >
      {pinned === undefined ? <Busy /> : null}
      {now.step === 'opened' ? <OpenedView evidence={now.evidence} /> : null}
      {now.step !== 'opened' && pinned !== undefined ? (
        <div className={styles.ask}>
          <AskForKey
            refusal={now.step === 'asking' ? now.refusal : null}
            missing={now.step === 'asking' ? (now.missing ?? 0) : 0}
            pinned={pinned}
            busy={now.step === 'asking' ? null : now.step}
            onOpen={(keyFiles, fingerprint) => void desk.open(keyFiles, fingerprint)}
          />
        </div>
      ) : null}
    </Page>
  );
}
