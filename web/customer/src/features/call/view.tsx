import {
  Button,
  Dialog,
  FlipCameraIcon,
  HangUpIcon,
  LanguageSwitch,
  PresenceLine,
  SecurityCode,
  Spinner,
  Stack,
  StagePage,
  Text,
  Timer,
  VideoTile,
} from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { isMirrored } from '../preview/data.ts';
import styles from './call.module.css';
import { CameraLine } from './camera.tsx';
import { ChatButton, ChatSheet, ChatTeaser } from './chat.tsx';
import type { CallShown } from './data.ts';
import { Drawing } from './drawings.tsx';
import type { Guide } from './guide.ts';
import { HoldStill, PhotoLine } from './photo.tsx';
import type { TalkShown } from './talk.ts';
import talkStyles from './talk.module.css';

export type CallProps = {
  tenant: string;
  call: CallShown;
  guide: Guide;
  own: MediaStream | null;
  /** The server is out of reach; picture and sound may go on all the same. */
  offline?: boolean;
  canSwitchCamera: boolean;
  onSwitchCamera: () => void;
  onHangUp: () => void;
  talk: TalkShown;
  onWrite: (text: string) => void;
  onChat: (isOpen: boolean) => void;
  onCancelPhoto: () => void;
};

export function CallView(props: CallProps) {
  const { tenant, call, guide, own } = props;
  const t = useT();
  const isBroken = call.phase === 'reconnecting' || props.offline === true;
  return (
    <div data-state="call" data-phase={isBroken ? 'reconnecting' : call.phase} data-guide={guide}>
      <StagePage
        header={
          <>
            <Timer label={t('call.length')} since={call.since} />
            <LanguageSwitch onStage />
          </>
        }
        notice={
          <PresenceLine
            name={call.supervisorName}
            here={name => t('call.supervisor.here', { name, tenant })}
            gone={name => t('call.supervisor.gone', { name })}
          />
        }
        stage={
          <>
            <Stage call={call} tenant={tenant} />
            <OverPicture {...props} />
          </>
        }
        inset={
          <VideoTile shape="tall" stream={own} name={t('preview.you')} isMirrored={isMirrored(own)} isMuted />
        }
        panel={<GuidePanel guide={isBroken ? 'reconnecting' : guide} code={call.securityCode} />}
        controls={<Controls {...props} />}
      />
    </div>
  );
}

function Stage({ call, tenant }: { call: CallShown; tenant: string }) {
  const t = useT();
  return (
    <VideoTile
      shape="fill"
      stream={call.seen ? call.remote : null}
      name={call.agentName ?? t('call.agent')}
      connection={call.phase === 'reconnecting' ? 'lost' : call.seen ? 'live' : 'connecting'}
      {...(call.securityCode === null ? {} : { security: 'pending' })}
    >
      <span className={styles.tenant}>{tenant}</span>
    </VideoTile>
  );
}

/** What was changed, written or taken, and the sheet to write on. The instruction and the code stay free. */
function OverPicture(props: CallProps) {
  const { talk, onCancelPhoto } = props;
  return (
    <>
      <div className={talkStyles.over}>
        <CameraLine camera={talk.camera} />
        <PhotoLine photo={talk.photo} onCancel={onCancelPhoto} />
        <ChatTeaser {...props} />
      </div>
      <HoldStill photo={talk.photo} />
      <ChatSheet {...props} />
    </>
  );
}

function GuidePanel({ guide, code }: { guide: Guide | 'reconnecting'; code: string | null }) {
  const t = useT();
  if (guide === 'connecting' || guide === 'reconnecting') {
    return (
      <div className={styles.guide} aria-live="polite">
        <Spinner />
        <Words title={t(`call.${guide}`)} hint={t(`call.${guide}.hint`)} />
      </div>
    );
  }
  if (guide === 'code') {
    return (
      <Stack align="center" gap="s">
        <h1 className={styles.title}>{t('call.code.title')}</h1>
        <SecurityCode {...(code ? { code } : {})} onStage />
        <Text size="s" tone="muted">
          {t('call.code.hint')}
        </Text>
      </Stack>
    );
  }
  return (
    <div className={styles.guide} aria-live="polite">
      <Drawing guide={guide} />
      <Words title={t(`call.step.${guide}.title`)} hint={t(`call.step.${guide}.hint`)} />
    </div>
  );
}

const Words = ({ title, hint }: { title: string; hint: string }) => (
  <div className={styles.words}>
    <h1 className={styles.title}>{title}</h1>
    <Text size="s" tone="muted">
      {hint}
    </Text>
  </div>
);

function Controls({ canSwitchCamera, onSwitchCamera, onHangUp, talk, onChat }: CallProps) {
  const t = useT();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      {canSwitchCamera ? (
        <Button
          variant="stage"
          size="m"
          icon={<FlipCameraIcon />}
          aria-label={t('call.other_camera')}
          onPress={onSwitchCamera}
        >
          {t('preview.camera')}
        </Button>
      ) : null}
      <ChatButton talk={talk} onChat={onChat} />
      <Button variant="danger" size="m" icon={<HangUpIcon />} onPress={() => setAsking(true)}>
        {t('call.hang_up')}
      </Button>
      <Dialog
        title={t('call.hang_up.title')}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        size="s"
        isAlert
        actions={
          <>
            <Button variant="primary" size="l" onPress={() => setAsking(false)}>
              {t('call.hang_up.stay')}
            </Button>
            <Button
              variant="danger"
              size="l"
              onPress={() => {
                setAsking(false);
                onHangUp();
              }}
            >
              {t('call.hang_up')}
            </Button>
          </>
        }
      >
        {t('call.hang_up.text')}
      </Dialog>
    </>
  );
}
