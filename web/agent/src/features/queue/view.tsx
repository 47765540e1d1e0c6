import {
  Banner,
  Button,
  CameraOffIcon,
  Card,
  EmptyState,
  Grid,
  LevelMeter,
  Stack,
  Switch,
  Text,
  useFormat,
  VideoTile,
} from '@visavis/ui';
import type { Attestation } from '@visavis/protocol';
import type { ReactNode } from 'react';
import type { UploadState } from '../../evidence/uploader.ts';
import { useT } from '../../language/index.ts';
import { Page } from '../../shell/page.tsx';
import type { DeskState } from '../desk/data.ts';
import { CertificateNotes, type CertificateEnd } from '../device/certificates.tsx';
import type { LiveState, Queue } from '../live/connection.ts';
import type { Camera } from './camera.ts';
import { useLevel } from './level.ts';
import { BarredNotes, ShiftCard } from './shift.tsx';
import styles from './queue.module.css';

export type QueueProps = {
  live: LiveState;
  camera: Camera;
  desk: DeskState;
  upload: UploadState;
  certificates: readonly CertificateEnd[];
  /** An offer lies above the queue. */
  offer?: ReactNode;
  onReady: () => void;
  onPause: () => void;
  onAttest: (attestation: Attestation) => void;
  onCamera: () => void;
};

export function QueueView(props: QueueProps) {
  const { live, camera, desk, offer, onReady, onPause } = props;
  const t = useT();
  const isReady = live.status !== 'paused';
  const isOnShift = live.shift !== null && live.shift.attestation !== null;
  const mayChange =
    live.link === 'online' && camera.status === 'open' && desk.leftover === 'none' && !offer && isOnShift;
  return (
    <Page
      title={t('queue.title')}
      state={offer ? 'offer' : 'queue'}
      waiting={live.queue?.waiting ?? 0}
      status={
        <Switch
          isSelected={isReady}
          isDisabled={!mayChange || desk.isSwitching}
          onChange={ready => (ready ? onReady() : onPause())}
        >
          {t('queue.ready')}
        </Switch>
      }
    >
      <Stack gap="l">
        <Notes {...props} />
        {offer}
        <div className={styles.columns}>
          <Stack>
            <ShiftCard {...props} />
            <Numbers queue={live.queue} />
            <Card title={t(isReady ? 'queue.state.ready' : 'queue.state.paused')}>
              <Text tone="muted">{t(hintOf(camera, isOnShift, isReady))}</Text>
            </Card>
          </Stack>
          <OwnPicture {...props} />
        </div>
      </Stack>
    </Page>
  );
}

function hintOf({ status }: Camera, isOnShift: boolean, isReady: boolean) {
  if (status !== 'open') return 'queue.state.blocked.hint';
  if (!isOnShift) return 'queue.state.unattested.hint';
  return isReady ? 'queue.state.ready.hint' : 'queue.state.paused.hint';
}

function Notes({ live, desk, upload, certificates }: QueueProps) {
  const t = useT();
  const format = useFormat();
  return (
    <>
      {live.link === 'offline' || live.link === 'connecting' ? (
        <Banner tone="warning" title={t('queue.offline')}>
          {t('queue.offline.hint')}
        </Banner>
      ) : null}
      <BarredNotes barred={live.barred} />
      <CertificateNotes certificates={certificates} />
      {desk.leftover === 'uploading' && upload.pending > 0 ? (
        <Banner tone={upload.troubled ? 'warning' : 'info'} title={t('queue.leftover')}>
          {t('queue.leftover.hint', { count: upload.pending, bytes: format.bytes(upload.pendingBytes) })}
          {upload.troubled ? ` ${t('queue.leftover.troubled')}` : ''}
        </Banner>
      ) : null}
      {desk.note ? (
        <Banner tone={desk.note === 'failed' ? 'danger' : 'info'} title={t(`queue.note.${desk.note}`)}>
          {t(`queue.note.${desk.note}.hint`)}
        </Banner>
      ) : null}
    </>
  );
}

function Numbers({ queue }: { queue: Queue | null }) {
  const t = useT();
  const format = useFormat();
  const { waiting, longestWaitSeconds, ready, inCall } = queue ?? {
    waiting: 0,
    longestWaitSeconds: 0,
    ready: 0,
    inCall: 0,
  };
  return (
    <Grid columns="s">
      <Card title={queue ? t('queue.waiting', { count: waiting }) : '…'}>
        <Text tone="muted">
          {waiting > 0
            ? t('queue.longest', { duration: format.duration(longestWaitSeconds) })
            : t('queue.longest.none')}
        </Text>
      </Card>
      <Card title={queue ? t('queue.colleagues', { count: ready }) : '…'}>
        <Text tone="muted">{t('queue.in_call', { count: inCall })}</Text>
      </Card>
    </Grid>
  );
}

function OwnPicture({ camera, onCamera }: QueueProps) {
  const t = useT();
  const { status, problem, stream } = camera;
  return (
    <Card title={t('queue.own')}>
      {status === 'problem' && problem ? (
        <EmptyState
          icon={<CameraOffIcon size="l" />}
          title={t(`queue.camera.${problem}`)}
          action={<Button onPress={onCamera}>{t('action.try_again')}</Button>}
        >
          {t(`queue.camera.${problem}.hint`)}
        </EmptyState>
      ) : (
        <Stack gap="s">
          <VideoTile
            stream={stream}
            name={t('queue.you')}
            isMirrored
            isMuted
            connection={stream ? 'live' : 'connecting'}
          />
          {stream ? <Level stream={stream} /> : null}
          <Text size="s" tone="muted">
            {status === 'asking' ? t('queue.camera.asking') : t('queue.own.hint')}
          </Text>
        </Stack>
      )}
    </Card>
  );
}

function Level({ stream }: { stream: MediaStream }) {
  const t = useT();
  return <LevelMeter value={useLevel(stream)} label={t('queue.level')} />;
}
