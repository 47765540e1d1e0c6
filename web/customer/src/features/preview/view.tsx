import type { DeviceChoice } from '@visavis/call';
import {
  Banner,
  Button,
  CameraIcon,
  CameraOffIcon,
  Grid,
  HeroIcon,
  LevelMeter,
  LockIcon,
  Select,
  Stack,
  Text,
  VideoTile,
} from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { Page } from '../layout/page.tsx';
import type { BrowserFamily } from './browser.ts';
import { isMirrored, type DeviceOption, type Devices } from './data.ts';
import styles from './preview.module.css';

export type PreviewProps = {
  tenant: string;
  devices: Devices;
  level: number;
  browser: BrowserFamily;
  offline?: boolean;
  /** Someone waits in the call that this page was reloaded in. */
  inCall?: boolean;
  onOpen: (choice?: DeviceChoice) => void;
  onContinue: () => void;
};

export function PreviewView(props: PreviewProps) {
  const { devices } = props;
  if (devices.status === 'open') return <PictureView {...props} />;
  if (devices.status === 'problem') return <ProblemView {...props} />;
  return <ExplanationView {...props} />;
}

const pageOf = ({ tenant, offline = false }: PreviewProps) => ({
  state: 'preview',
  offline,
  tenant,
  progress: { current: 2, total: 3 },
});

function ExplanationView(props: PreviewProps) {
  const t = useT();
  const isAsking = props.devices.status === 'asking';
  return (
    <Page
      {...pageOf(props)}
      hero={
        <HeroIcon>
          <CameraIcon />
        </HeroIcon>
      }
      title={t('preview.why.title')}
      lead={isAsking ? t('preview.asking') : t('preview.why.lead')}
      actions={
        <Button variant="primary" size="l" isPending={isAsking} onPress={() => props.onOpen()}>
          {t('preview.allow')}
        </Button>
      }
    >
      {props.inCall ? <Banner tone="info">{t('preview.call_waits')}</Banner> : null}
      <p className={styles.sealed}>
        <LockIcon />
        <span>{t('preview.why.sealed')}</span>
      </p>
    </Page>
  );
}

function PictureView(props: PreviewProps) {
  const { devices, level, inCall, onOpen, onContinue } = props;
  const { stream, cameras, microphones, camera, microphone } = devices;
  const t = useT();
  const chosen = (choice: DeviceChoice): DeviceChoice => ({
    ...(camera ? { camera } : {}),
    ...(microphone ? { microphone } : {}),
    ...choice,
  });
  return (
    <Page
      {...pageOf(props)}
      title={t('preview.title')}
      lead={t('preview.lead')}
      actions={
        <Button variant="primary" size="l" onPress={onContinue}>
          {t(inCall ? 'preview.continue_call' : 'preview.continue')}
        </Button>
      }
    >
      {inCall ? <Banner tone="info">{t('preview.call_waits')}</Banner> : null}
      <div className={styles.picture}>
        <VideoTile
          stream={stream}
          name={t('preview.you')}
          isMirrored={isMirrored(stream)}
          isMuted
          shape="wide"
        />
      </div>
      <Stack gap="xs">
        <Text size="s" tone="muted">
          {t('preview.level')}
        </Text>
        <LevelMeter value={level} label={t('preview.level')} />
      </Stack>
      <Grid columns="s">
        <DeviceSelect
          label={t('preview.camera')}
          devices={cameras}
          value={camera}
          onChange={id => onOpen(chosen({ camera: id }))}
        />
        <DeviceSelect
          label={t('preview.microphone')}
          devices={microphones}
          value={microphone}
          onChange={id => onOpen(chosen({ microphone: id }))}
        />
      </Grid>
    </Page>
  );
}

type DeviceSelectProps = {
  label: string;
  devices: readonly DeviceOption[];
  value: string | null;
  onChange: (id: string) => void;
};

/** Only where there is a choice. */
function DeviceSelect({ label, devices, value, onChange }: DeviceSelectProps) {
  const t = useT();
  if (devices.length < 2) return null;
  const options = devices.map((device, index) => ({
    value: device.id,
    label: device.label || t('preview.device', { kind: label, number: index + 1 }),
  }));
  return <Select label={label} options={options} value={value} onChange={onChange} />;
}

function ProblemView(props: PreviewProps) {
  const { devices, browser, onOpen } = props;
  const problem = devices.problem ?? 'failed';
  const t = useT();
  return (
    <Page
      {...pageOf(props)}
      hero={
        <HeroIcon tone="warning">
          <CameraOffIcon />
        </HeroIcon>
      }
      title={t(`preview.${problem}.title`)}
      lead={t(`preview.${problem}.text`)}
      actions={
        <Button variant="primary" size="l" onPress={() => onOpen()}>
          {t('preview.again')}
        </Button>
      }
    >
      {problem === 'refused' ? (
        <ol className={styles.steps} aria-label={t('allow.steps')} data-problem={problem}>
          <li>{t(`allow.${browser}.1`)}</li>
          <li>{t(`allow.${browser}.2`)}</li>
          <li>{t('allow.last')}</li>
        </ol>
      ) : null}
    </Page>
  );
}
