import { Banner, Busy, CenteredPage, HeroIcon, InfoIcon } from '@visavis/ui';
import { useState } from 'react';
import { isWord, useT, type Translate } from '../../language/index.ts';
import { Page, useConsole } from '../../shell/page.tsx';
import { useStore } from '../../shell/use-store.ts';
import { isHostile } from '../call/alarms.ts';
import type { CallShown } from '../call/state.ts';
import { CallView } from '../call/view.tsx';
import { DecisionDialog } from '../decision/dialog.tsx';
import { DecidingView, Next } from '../decision/view.tsx';
import { OnDevice } from '../device/on-device.tsx';
import { OfferCard } from '../queue/offer.tsx';
import { QueueView } from '../queue/view.tsx';
import type { Desk } from './data.ts';
import { Elsewhere } from './elsewhere.tsx';
import { screenOf } from './screen.ts';

/** The agent's journey: device, queue, offer, call, decision. */
export function DeskPage() {
  const { agent } = useConsole();
  return <OnDevice console={agent}>{desk => <AtDesk desk={desk} />}</OnDevice>;
}

function AtDesk({ desk }: { desk: Desk }) {
  const t = useT();
  const live = useStore(desk.live.state);
  const { offer } = useStore(desk.state);
  const { shown } = useStore(desk.call.state);
  const { deciding } = useStore(desk.decider.state);
  const screen = screenOf(live.link, offer, shown, deciding);
  switch (screen) {
    case 'elsewhere':
    case 'replaced':
    case 'refused':
    case 'off_site':
      return <Elsewhere screen={screen} onHere={desk.takeOver} onAgain={desk.again} />;
    case 'deciding':
      return <AtDecision desk={desk} />;
    case 'ended':
      return shown ? <EndedView call={shown} onNext={isReady => void desk.next(isReady)} /> : null;
    case 'call':
      return shown ? <AtCall desk={desk} call={shown} /> : null;
    case 'accepting':
      return (
        <Page title={t('queue.title')} state="accepting">
          <Busy label={t('queue.accepting')} />
        </Page>
      );
    default:
      return <AtQueue desk={desk} />;
  }
}

function AtQueue({ desk }: { desk: Desk }) {
  const live = useStore(desk.live.state);
  const camera = useStore(desk.camera.state);
  const state = useStore(desk.state);
  const upload = useStore(desk.uploader.state);
  return (
    <QueueView
      live={live}
      camera={camera}
      desk={state}
      certificates={desk.certificates}
      upload={upload}
      {...(state.offer
        ? {
            offer: (
              <OfferCard
                offer={state.offer}
                isOnline={live.link === 'online'}
                onAccept={() => void desk.accept()}
                onDecline={() => void desk.decline()}
              />
            ),
          }
        : {})}
      onReady={() => void desk.ready()}
      onPause={() => void desk.pause()}
      onAttest={attestation => void desk.attest(attestation)}
      onCamera={() => void desk.camera.open()}
    />
  );
}

function AtCall({ desk, call }: { desk: Desk; call: CallShown }) {
  const upload = useStore(desk.uploader.state);
  const camera = useStore(desk.camera.state);
  const { link } = useStore(desk.live.state);
  const [isDeciding, setDeciding] = useState(false);
  return (
    <>
      <CallView
        call={call}
        upload={upload}
        own={camera.stream}
        isOnline={link === 'online'}
        onReadConnection={desk.call.connection}
        onTake={desk.call.takeStill}
        talk={desk.call.talk}
        onCompare={(field, comparison) => void desk.call.compare(field, comparison)}
        onShow={desk.call.show}
        onRecord={(step, status) => void desk.call.record(step, status)}
        onDiffer={desk.call.codesDiffer}
        onDecide={() => setDeciding(true)}
        onLeave={reason => void desk.call.leave(reason)}
      />
      {isDeciding ? (
        <DecisionDialog
          call={call}
          onClose={() => setDeciding(false)}
          onDecide={wish => void desk.decider.decide(wish)}
        />
      ) : null}
    </>
  );
}

function AtDecision({ desk }: { desk: Desk }) {
  const { deciding } = useStore(desk.decider.state);
  const { shown } = useStore(desk.call.state);
  const upload = useStore(desk.uploader.state);
  if (!deciding) return null;
  return (
    <DecidingView
      deciding={deciding}
      upload={upload}
      isOver={shown?.stage === 'ended'}
      onRetry={desk.decider.retry}
      onBack={desk.decider.withdraw}
      onLeave={() => {
        desk.decider.clear();
        void desk.call.leave('recording_failed');
      }}
      onNext={isReady => void desk.next(isReady)}
    />
  );
}

function reasonWords(code: string, t: Translate): string {
  const keys = [`call.reason.${code}`, `decision.reason.${code}`];
  const key = keys.find(isWord);
  return key ? t(key) : t('call.ended.unknown');
}

export function EndedView({ call, onNext }: { call: CallShown; onNext: (isReady: boolean) => void }) {
  const t = useT();
  const { endedReason, alarm } = call;
  const reason = endedReason === null ? t('call.ended.unknown') : reasonWords(endedReason, t);
  return (
    <div data-state="ended" data-reason={endedReason ?? ''}>
      <CenteredPage
        title={t('call.ended')}
        lead={`${reason}. ${t('call.ended.hint')}`}
        width="s"
        isCentered
        hero={
          <HeroIcon tone="warning">
            <InfoIcon />
          </HeroIcon>
        }
        actions={<Next onNext={onNext} />}
      >
        {alarm !== null && isHostile(alarm) ? (
          <Banner tone="danger" title={t(`call.alarm.${alarm}`)}>
            {t('call.ended.alarm')}
          </Banner>
        ) : undefined}
      </CenteredPage>
    </div>
  );
}
