import { useState } from 'react';
import { Badge, HangUpIcon, LockIcon, ShieldIcon, Timer, UnlockIcon, Button } from '@visavis/ui';
import type { UploadState } from '../../evidence/uploader.ts';
import { useT } from '../../language/index.ts';
import type { Alarm } from './alarms.ts';
import { ConnectionPanel, type ReadConnection } from './connection.tsx';
import styles from './connection.module.css';
import type { CallShown } from './state.ts';

/** How far the encryption is: agreed, and the code compared by voice within this agreement. */
export type Security = 'none' | 'pending' | 'confirmed' | 'alarm';

const insecure: ReadonlySet<Alarm> = new Set([
  'codes_differ',
  'root_differs',
  'context_differs',
  'unknown_participant',
  'roster_differs',
  'encryption_broken',
]);

export function securityOf({ alarm, checklist, transcript, seen }: CallShown): Security {
  if (alarm !== null && insecure.has(alarm)) return 'alarm';
  if (transcript === null && !seen) return 'none';
  const code = checklist.find(({ step }) => step === 'security_code');
  return code?.status === 'done' && code.transcript === transcript ? 'confirmed' : 'pending';
}

const securityBadges = {
  none: { tone: 'neutral', icon: <UnlockIcon size="s" /> },
  pending: { tone: 'warning', icon: <LockIcon size="s" /> },
  confirmed: { tone: 'success', icon: <ShieldIcon size="s" /> },
  alarm: { tone: 'danger', icon: <UnlockIcon size="s" /> },
} as const;
const recordingTones = { none: 'neutral', running: 'success', stopped: 'neutral', broken: 'danger' } as const;

export function CallHeader(props: {
  call: CallShown;
  upload: UploadState;
  onReadConnection: ReadConnection;
  onLeave: () => void;
}) {
  const { call, upload, onReadConnection, onLeave } = props;
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const security = securityOf(call);
  return (
    <>
      <button
        type="button"
        className={styles.badgeButton}
        title={t('call.connection')}
        onClick={() => setOpen(true)}
      >
        <Badge {...securityBadges[security]}>{t(`call.encryption.${security}`)}</Badge>
      </button>
      {isOpen ? (
        <ConnectionPanel
          security={security}
          supervisorName={call.supervisorName}
          onRead={onReadConnection}
          onClose={() => setOpen(false)}
        />
      ) : null}
      <Badge tone={recordingTones[call.recording]}>{t(`call.recording.${call.recording}`)}</Badge>
      <UploadBadge upload={upload} />
      <Timer label={t('call.length')} since={call.since} />
      <Button variant="danger" size="s" icon={<HangUpIcon size="s" />} onPress={onLeave}>
        {t('call.leave')}
      </Button>
    </>
  );
}

function UploadBadge({ upload }: { upload: UploadState }) {
  const t = useT();
  if (upload.troubled) return <Badge tone="warning">{t('call.upload.troubled')}</Badge>;
  if (upload.pending === 0) return <Badge>{t('call.upload.done')}</Badge>;
  return <Badge tone="accent">{t('call.upload.pending', { count: upload.pending })}</Badge>;
}
