import {
  Banner,
  Button,
  CenteredPage,
  DangerIcon,
  Form,
  HeroIcon,
  KeyIcon,
  KeyValueList,
  Spinner,
  Stack,
  TextField,
} from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { WayOut } from '../../shell/way-out.tsx';
import type { DeviceState, DeviceTrouble } from './data.ts';

export type DeviceViewProps = {
  organisation: string;
  state: DeviceState;
  onPin: (typed: string) => void;
  onRetry: () => void;
  onStartOver: () => void;
};

/** From a new device to one that may lead calls. */
export function DeviceView(props: DeviceViewProps) {
  const { state, organisation } = props;
  const t = useT();
  if (state.step === 'problem') return <Problem {...props} trouble={state.trouble} />;
  if (state.step === 'fingerprint') return <Fingerprint key={state.tenant} {...props} {...state} />;
  if (state.step === 'waiting')
    return (
      <div data-state="device-waiting">
        <CenteredPage
          tenant={organisation}
          title={t(state.isApproved ? 'device.waiting.approved' : 'device.waiting.title')}
          lead={t(state.isApproved ? 'device.waiting.approved.lead' : 'device.waiting.lead')}
          hero={<Spinner size="l" />}
          width="s"
          isCentered
          actions={<WayOut />}
        >
          <Stack>
            {state.isApproved ? null : (
              <KeyValueList
                layout="stacked"
                items={[
                  {
                    key: 'fingerprint',
                    label: t('device.waiting.fingerprint'),
                    value: state.fingerprint,
                    isCode: true,
                  },
                ]}
              />
            )}
            {state.troubled ? <Banner tone="warning">{t('device.waiting.troubled')}</Banner> : null}
          </Stack>
        </CenteredPage>
      </div>
    );
  return (
    <div data-state="opening">
      <CenteredPage
        tenant={organisation}
        title={t('device.opening')}
        hero={<Spinner size="l" />}
        width="s"
        isCentered
      />
    </div>
  );
}

function Fingerprint(props: DeviceViewProps & { tenant: string; isChecking: boolean; isMalformed: boolean }) {
  const { tenant, organisation, onPin, isChecking, isMalformed } = props;
  const t = useT();
  const [typed, setTyped] = useState('');
  return (
    <div data-state="device-fingerprint">
      <CenteredPage
        tenant={organisation}
        title={t('device.fingerprint.title')}
        lead={t('device.fingerprint.lead', { tenant })}
        hero={
          <HeroIcon>
            <KeyIcon />
          </HeroIcon>
        }
      >
        <Form
          onSubmit={event => {
            event.preventDefault();
            onPin(typed);
          }}
        >
          <Stack>
            <TextField
              label={t('device.fingerprint.label', { tenant })}
              description={t('device.fingerprint.hint')}
              {...(isMalformed ? { errorMessage: t('device.fingerprint.malformed') } : {})}
              validationBehavior="aria"
              placeholder="0000-0000-0000-0000-0000-0000-0000-0000"
              autoComplete="off"
              spellCheck="false"
              isCode
              isRequired
              value={typed}
              onChange={setTyped}
            />
            <Button type="submit" variant="primary" size="l" isWide isPending={isChecking}>
              {t('device.fingerprint.submit')}
            </Button>
            <WayOut />
          </Stack>
        </Form>
      </CenteredPage>
    </div>
  );
}

/** Troubles that trying the same again cannot mend. */
const needsNewKey: readonly DeviceTrouble[] = [
  'root_differs',
  'certificate_invalid',
  'certificate_expired',
  'revoked',
  'unknown_device',
];

function Problem(props: DeviceViewProps & { trouble: DeviceTrouble }) {
  const { organisation, trouble, onRetry, onStartOver } = props;
  const t = useT();
  return (
    <div data-state="problem" data-problem={trouble}>
      <CenteredPage
        tenant={organisation}
        title={t(`device.${trouble}`)}
        lead={<span role="alert">{t(`device.${trouble}.hint`)}</span>}
        hero={
          <HeroIcon tone="danger">
            <DangerIcon />
          </HeroIcon>
        }
        isCentered
        actions={
          <>
            {needsNewKey.includes(trouble) ? (
              <Button onPress={onStartOver}>{t('device.start_over')}</Button>
            ) : (
              <Button variant="primary" onPress={onRetry}>
                {t('action.try_again')}
              </Button>
            )}
            <WayOut />
          </>
        }
      />
    </div>
  );
}
