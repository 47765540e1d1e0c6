import {
  Button,
  Card,
  PhotoIcon,
  Row,
  SecurityCode,
  Stack,
  StepList,
  Text,
  type StepItem,
} from '@visavis/ui';
import type { Step, StepRecord, StepStatus } from '@visavis/protocol';
import { useT } from '../../language/index.ts';
import styles from './call.module.css';
import { canBeDone } from './checklist.ts';
import type { CallShown } from './state.ts';

export type ChecksProps = {
  call: CallShown;
  onShow: (step: Step) => void;
  onRecord: (step: Step, status: StepStatus) => void;
  onDiffer: () => void;
  onDecide: () => void;
};

/** The checks of the ruleset, one open at a time. */
export function Checks(props: ChecksProps) {
  const { call, onShow, onDecide } = props;
  const t = useT();
  const done = call.checklist.filter(({ status }) => status === 'done').length;
  return (
    <Card
      title={t('call.checks')}
      aside={
        <Text size="s" tone="muted">
          {t('call.checks.progress', { done, total: call.checklist.length })}
        </Text>
      }
      isFilling
      actions={
        <Button variant="primary" isWide onPress={onDecide}>
          {t('call.decide')}
        </Button>
      }
    >
      <StepList
        label={t('call.checks')}
        onSelect={onShow}
        steps={call.checklist.map(record => itemOf(record, props, t(`call.step.${record.step}`)))}
      />
    </Card>
  );
}

function itemOf(record: StepRecord, props: ChecksProps, label: string): StepItem<Step> {
  const { step, status, stills } = record;
  const isCurrent = props.call.current === step;
  return {
    id: step,
    label,
    state: status === 'open' && isCurrent ? 'current' : status,
    ...(stills > 0 ? { aside: <PhotoIcon size="s" label={String(stills)} /> } : {}),
    ...(isCurrent ? { details: <Details {...props} record={record} /> } : {}),
  };
}

function Details(props: ChecksProps & { record: StepRecord }) {
  const { call, record } = props;
  const t = useT();
  const tenant = call.about?.context.tenantName ?? '';
  return (
    <div className={styles.details} data-step={record.step}>
      <dl className={styles.words}>
        <dt>{t('call.say')}</dt>
        <dd className={styles.say}>{t(`call.step.${record.step}.say`, { tenant })}</dd>
        <dt>{t('call.look')}</dt>
        <dd>{t(`call.step.${record.step}.look`)}</dd>
      </dl>
      {record.step === 'security_code' ? <Code {...props} /> : null}
      {record.step === 'data_match' ? null : <Buttons {...props} />}
    </div>
  );
}

function Code({ call, record }: { call: CallShown; record: StepRecord }) {
  const state = ({ open: 'shown', done: 'confirmed', failed: 'failed' } as const)[record.status];
  return <SecurityCode {...(call.securityCode ? { code: call.securityCode } : {})} size="m" state={state} />;
}

function Buttons({ call, record, onRecord, onDiffer }: ChecksProps & { record: StepRecord }) {
  const t = useT();
  const { step, status } = record;
  if (status !== 'open')
    return (
      <Row>
        <Button size="s" onPress={() => onRecord(step, 'open')}>
          {t('call.step.reopen')}
        </Button>
      </Row>
    );
  const isCode = step === 'security_code';
  const hasKeys = call.transcript !== null;
  const mayBeDone = hasKeys && call.about !== null && canBeDone(call.checklist, call.about.ruleset, step);
  return (
    <Stack gap="xs">
      <Row>
        <Button size="s" variant="primary" isDisabled={!mayBeDone} onPress={() => onRecord(step, 'done')}>
          {t(isCode ? 'call.step.security_code.same' : 'call.step.done')}
        </Button>
        <Button
          size="s"
          isDisabled={!hasKeys}
          onPress={() => (isCode ? onDiffer() : onRecord(step, 'failed'))}
        >
          {t(isCode ? 'call.step.security_code.differs' : 'call.step.failed')}
        </Button>
      </Row>
      {mayBeDone ? null : (
        <Text size="s" tone="muted">
          {t(hasKeys ? 'call.step.needs_still' : 'call.step.needs_keys')}
        </Text>
      )}
    </Stack>
  );
}
