import { Badge, HangUpIcon, LockIcon, ShieldIcon, Timer, UnlockIcon, Button } from '@visavis/ui';
import type { UploadState } from '../../evidence/uploader.ts';
import { useT } from '../../language/index.ts';
import type { CallShown } from './state.ts';

/** How far the encryption is: agreed, and the code compared by voice within this agreement. */
export function securityOf({ alarm, checklist, transcript, seen }: CallShown) {
  if (alarm === 'codes_differ' || alarm === 'root_differs' || alarm === 'context_differs') return 'alarm';
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

export function CallHeader({
  call,
  upload,
  onLeave,
}: {
  call: CallShown;
  upload: UploadState;
  onLeave: () => void;
}) {
  const t = useT();
  const security = securityOf(call);
  return (
    <>
      <Badge {...securityBadges[security]}>{t(`call.encryption.${security}`)}</Badge>
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
