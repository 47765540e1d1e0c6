import {
  Banner,
  Button,
  Card,
  CenteredPage,
  DangerIcon,
  HeroIcon,
  Stack,
  StepList,
  SuccessIcon,
  useFormat,
  type StepState,
} from '@visavis/ui';
import { isFavourable } from '@visavis/protocol';
import type { UploadState } from '../../evidence/uploader.ts';
import { isWord, useT, type WordKey } from '../../language/index.ts';
import type { Deciding, DecidingPhase } from './data.ts';

export type DecidingProps = {
  deciding: Deciding;
  upload: UploadState;
  /** The call is over: nothing to go back to. */
  isOver: boolean;
  onRetry: () => void;
  onBack: () => void;
  onLeave: () => void;
  onNext: (isReady: boolean) => void;
};

const phases: readonly DecidingPhase[] = ['recording', 'uploading', 'signing', 'sending'];

/** From the choice to its result: sealing, uploading, signing, handing over. */
export function DecidingView(props: DecidingProps) {
  const { deciding } = props;
  if (deciding.phase === 'decided') return <Decided {...props} />;
  if (deciding.phase === 'failed') return <Failed {...props} code={deciding.code} />;
  return <Progress {...props} phase={deciding.phase} />;
}

function Progress({ phase, upload }: DecidingProps & { phase: DecidingPhase }) {
  const t = useT();
  const format = useFormat();
  const at = phases.indexOf(phase);
  const stateOf = (index: number): StepState => (index < at ? 'done' : index === at ? 'current' : 'open');
  return (
    <div data-state="deciding" data-phase={phase}>
      <CenteredPage title={t('decision.deciding')} lead={t('decision.deciding.hint')} width="s" isCentered>
        <Stack>
          <Card>
            <StepList
              label={t('decision.deciding')}
              steps={phases.map((id, index) => ({
                id,
                label: t(`decision.phase.${id}`),
                state: stateOf(index),
                ...(id === 'uploading' && phase === 'uploading'
                  ? {
                      hint: t('decision.phase.uploading.left', {
                        count: upload.pending,
                        bytes: format.bytes(upload.pendingBytes),
                      }),
                    }
                  : {}),
              }))}
            />
          </Card>
          {upload.troubled ? <Banner tone="warning">{t('decision.phase.uploading.troubled')}</Banner> : null}
        </Stack>
      </CenteredPage>
    </div>
  );
}

const wordsOf = (code: string): WordKey => {
  const key = `decision.failed.${code}`;
  return isWord(key) ? key : 'decision.failed.other';
};
/** What can be mended in the call. */
const mendable = ['steps_open', 'code_not_confirmed'];
/** What trying again cannot mend. */
const hopeless = ['recording_broken', 'wrong_state', ...mendable];

function Failed(props: DecidingProps & { code: string }) {
  const { code, isOver, onRetry, onBack, onLeave, onNext } = props;
  const t = useT();
  return (
    <div data-state="problem" data-problem={code}>
      <CenteredPage
        title={t('decision.failed')}
        lead={t(wordsOf(code))}
        isCentered
        hero={
          <HeroIcon tone="danger">
            <DangerIcon />
          </HeroIcon>
        }
        actions={
          isOver ? (
            <Next onNext={onNext} />
          ) : (
            <>
              {hopeless.includes(code) ? null : (
                <Button variant="primary" size="l" onPress={onRetry}>
                  {t('action.try_again')}
                </Button>
              )}
              {code === 'recording_broken' ? null : (
                <Button size="l" variant={mendable.includes(code) ? 'primary' : 'secondary'} onPress={onBack}>
                  {t('decision.back')}
                </Button>
              )}
              <Button size="l" variant="quiet" onPress={onLeave}>
                {t('decision.leave')}
              </Button>
            </>
          )
        }
      />
    </div>
  );
}

function Decided({ deciding, onNext }: DecidingProps) {
  const t = useT();
  const { outcome } = deciding.wish;
  return (
    <div data-state="decided" data-outcome={outcome}>
      <CenteredPage
        title={t('decision.decided', { outcome: t(`decision.${outcome}`) })}
        lead={t('decision.decided.hint')}
        width="s"
        isCentered
        hero={
          <HeroIcon tone={isFavourable(outcome) ? 'success' : 'accent'}>
            <SuccessIcon />
          </HeroIcon>
        }
        actions={<Next onNext={onNext} />}
      />
    </div>
  );
}

/** After every call: the next one, or a pause. */
export function Next({ onNext }: { onNext: (isReady: boolean) => void }) {
  const t = useT();
  return (
    <>
      <Button variant="primary" size="l" onPress={() => onNext(true)}>
        {t('call.next')}
      </Button>
      <Button size="l" onPress={() => onNext(false)}>
        {t('call.pause')}
      </Button>
    </>
  );
}
