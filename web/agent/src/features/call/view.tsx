import type { AbortReason } from '@visavis/protocol';
import { Banner, Button, Dialog, PresenceLine, RadioGroup, VideoTile } from '@visavis/ui';
import { useEffect, useRef, useState } from 'react';
import type { UploadState } from '../../evidence/uploader.ts';
import { useT } from '../../language/index.ts';
import { ConfirmDialog } from '../../shell/act-dialog.tsx';
import { Page } from '../../shell/page.tsx';
import { hintOf, reasonOf } from './alarms.ts';
import styles from './call.module.css';
import { CameraControls } from './camera.tsx';
import { ChatCorner } from './chat.tsx';
import { Checks, type ChecksProps } from './checks.tsx';
import type { ReadConnection } from './connection.tsx';
import { CallHeader, securityOf } from './header.tsx';
import { Ordered, type OrderedProps } from './ordered.tsx';
import { Pictures, type PicturesProps } from './pictures.tsx';
import type { CallShown } from './state.ts';
import type { TalkDeeds } from './talk.ts';
import talkStyles from './talk.module.css';

export type CallProps = {
  call: CallShown;
  upload: UploadState;
  own: MediaStream | null;
  /** The server is in reach; picture and sound may go on all the same. */
  isOnline: boolean;
  onReadConnection: ReadConnection;
  onTake: PicturesProps['onTake'];
  talk: TalkDeeds;
  onCompare: OrderedProps['onCompare'];
  onLeave: (reason: AbortReason) => void;
} & Pick<ChecksProps, 'onShow' | 'onRecord' | 'onDiffer' | 'onDecide'>;

/** The whole call on one screen without scrolling. */
export function CallView(props: CallProps) {
  const { call, upload, own, isOnline, onTake, onCompare, onLeave } = props;
  const t = useT();
  const video = useRef<HTMLVideoElement>(null);
  const [isLeaving, setLeaving] = useState(false);
  useUnloadWarning();
  const person = call.about?.person;
  const name = person ? `${person.givenNames} ${person.familyName}` : t('call.customer');
  const isBroken = call.phase === 'reconnecting' || !isOnline;
  const security = securityOf(call);
  return (
    <Page
      title={t('call.title', { name })}
      state="call"
      status={
        <CallHeader
          call={call}
          upload={upload}
          onReadConnection={props.onReadConnection}
          onLeave={() => setLeaving(true)}
        />
      }
      onSignOut={() => setLeaving(true)}
      isNavNarrow
      isFixed
    >
      <Presence name={call.supervisorName} tenant={call.about?.context.tenantName ?? ''} />
      <Notes call={call} isOnline={isOnline} onLeave={onLeave} />
      <div
        className={styles.call}
        data-phase={isBroken ? 'reconnecting' : call.phase}
        data-security={security}
      >
        <div className={styles.picture}>
          <VideoTile
            shape="fill"
            fit="contain"
            stream={call.seen ? call.remote : null}
            name={name}
            connection={call.phase === 'reconnecting' ? 'lost' : call.seen ? 'live' : 'connecting'}
            {...(security === 'none' ? {} : { security })}
            videoRef={video}
          />
          <div className={styles.own}>
            <VideoTile stream={own} name={t('call.you')} isMirrored isMuted />
          </div>
          <OverPicture {...props} name={name} />
        </div>
        <Pictures call={call} video={video} onTake={onTake} talk={props.talk} />
        <Ordered
          items={call.about?.items ?? []}
          comparisons={call.comparisons}
          isDisabled={call.transcript === null}
          onCompare={onCompare}
        />
        <div className={styles.steps}>
          <Checks {...props} />
        </div>
      </div>
      {isLeaving ? <LeaveDialog onClose={() => setLeaving(false)} onLeave={onLeave} /> : null}
    </Page>
  );
}

/** What is said beside picture and sound lies on the picture; the checklist stays free. */
function OverPicture({ call, talk, name }: Pick<CallProps, 'call' | 'talk'> & { name: string }) {
  const { supervisorName } = call;
  const names = { customer: name, ...(supervisorName === null ? {} : { supervisor: supervisorName }) };
  return (
    <>
      <div className={talkStyles.corner}>
        <ChatCorner
          chat={call.talk.chat}
          self="agent"
          names={names}
          onWrite={talk.write}
          onChat={talk.openChat}
        />
      </div>
      <CameraControls
        camera={call.talk.camera}
        isDisabled={!call.talk.isReady || call.talk.photo.phase === 'asked'}
        onCommand={talk.command}
      />
    </>
  );
}

/** Who watches beside the two; the same words as at the customer. */
function Presence({ name, tenant }: { name: string | null; tenant: string }) {
  const t = useT();
  return (
    <div className={styles.presence}>
      <PresenceLine
        name={name}
        here={who => t('call.supervisor.here', { name: who, tenant })}
        gone={who => t('call.supervisor.gone', { name: who })}
      />
    </div>
  );
}

/** Closing the window in mid-call loses the end of the recording. */
function useUnloadWarning(): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, []);
}

function Notes({ call, isOnline, onLeave }: Pick<CallProps, 'call' | 'isOnline' | 'onLeave'>) {
  const t = useT();
  const { alarm, trouble } = call;
  const end = alarm ? (
    <Button variant="danger" onPress={() => onLeave(reasonOf(alarm))}>
      {t('call.alarm.end')}
    </Button>
  ) : null;
  if (alarm === 'codes_differ')
    return (
      <Dialog title={t('call.alarm.codes_differ')} isOpen isAlert onClose={() => undefined} actions={end}>
        {t('call.alarm.codes_differ.hint')}
      </Dialog>
    );
  if (alarm)
    return (
      <div className={styles.note}>
        <Banner tone="danger" title={t(`call.alarm.${alarm}`)} action={end}>
          {t(hintOf(alarm))}
        </Banner>
      </div>
    );
  if (!isOnline)
    return (
      <div className={styles.note}>
        <Banner tone="warning">{t('call.reconnecting')}</Banner>
      </div>
    );
  if (trouble === null) return null;
  const words =
    trouble === 'picture_failed'
      ? 'call.trouble.picture'
      : trouble === 'conflict'
        ? 'call.trouble.conflict'
        : 'call.trouble';
  return (
    <div className={styles.note}>
      <Banner tone="warning">{t(words)}</Banner>
    </div>
  );
}

/** What an agent can know; the rest the server finds out by itself. */
const reasons = [
  'customer_left',
  'picture_unclear',
  'camera_failed',
  'connection_lost',
  'agent_left',
  'recording_failed',
] as const satisfies readonly AbortReason[];

type LeaveProps = Pick<CallProps, 'onLeave'> & { onClose: () => void };

function LeaveDialog({ onClose, onLeave }: LeaveProps) {
  const t = useT();
  const [reason, setReason] = useState<AbortReason | null>(null);
  return (
    <ConfirmDialog
      title={t('call.leave.title')}
      act={t('call.leave')}
      cancel={t('call.leave.stay')}
      isReady={reason !== null}
      isPending={false}
      failure={null}
      onAct={() => (reason ? onLeave(reason) : undefined)}
      onClose={onClose}
    >
      <RadioGroup
        label={t('call.leave.reason')}
        description={t('call.leave.hint')}
        options={reasons.map(value => ({ value, label: t(`call.reason.${value}`) }))}
        value={reason}
        onChange={setReason}
      />
    </ConfirmDialog>
  );
}
