import type { Store } from '@visavis/call';
import { useEffect, useSyncExternalStore } from 'react';
import { useT } from './language/index.ts';
import { guideOf } from './features/call/guide.ts';
import { CallView } from './features/call/view.tsx';
import { ConsentView } from './features/consent/view.tsx';
import { FoundView } from './features/found/view.tsx';
import { InterruptedView } from './features/interrupted/view.tsx';
import type { Desk } from './features/journey/data.ts';
import { screenOf } from './features/journey/state.ts';
import { isEnd } from './features/outcome/data.ts';
import { OutcomeView } from './features/outcome/view.tsx';
import { browserFamily } from './features/preview/browser.ts';
import { PreviewView } from './features/preview/view.tsx';
import { OpeningView, ProblemView } from './features/problem/view.tsx';
import { LeftView, WaitingView } from './features/waiting/view.tsx';

const useStore = <State,>(store: Store<State>): State => useSyncExternalStore(store.subscribe, store.get);
const reload = () => {
  location.reload();
};

/** One screen at a time, as `screenOf` says. */
export function App({ desk }: { desk: Desk }) {
  const journey = useStore(desk.journey);
  const { identification, stop } = journey;
  const tenant = identification?.context.tenantName;
  useTitle(desk);
  if (stop)
    return (
      <ProblemView stop={stop} tenant={stop === 'other_company' ? undefined : tenant} onReload={reload} />
    );
  if (!identification || tenant === undefined) return <OpeningView unreachable={!journey.online} />;
  const offline = !journey.online;
  const screen = screenOf(journey);
  switch (screen) {
    case 'consent':
      return (
        <ConsentView
          tenant={tenant}
          purposes={identification.purposes}
          offline={offline}
          onAgree={desk.agree}
        />
      );
    case 'preview':
      return <Preview desk={desk} tenant={tenant} />;
    case 'waiting':
      return <Waiting desk={desk} tenant={tenant} />;
    case 'left':
      return (
        <LeftView
          tenant={tenant}
          linkExpiresAt={identification.linkExpiresAt}
          offline={offline}
          onReturn={desk.comeBack}
        />
      );
    case 'interrupted':
      return (
        <InterruptedView
          tenant={tenant}
          reason={journey.interruption ?? journey.endedReason ?? 'connection_lost'}
          offline={offline}
          onReturn={desk.comeBack}
        />
      );
    case 'offered':
    case 'call':
      return <Call desk={desk} tenant={tenant} />;
    default:
      return isEnd(identification.state) ? (
        <OutcomeView tenant={tenant} state={identification.state} reason={identification.reason} />
      ) : (
        <OpeningView unreachable={offline} />
      );
  }
}

type PartProps = { desk: Desk; tenant: string };

function Preview({ desk, tenant }: PartProps) {
  const { online, attempt } = useStore(desk.journey);
  const devices = useStore(desk.devices.state);
  const level = useStore(desk.devices.level);
  return (
    <PreviewView
      tenant={tenant}
      devices={devices}
      level={level.value}
      browser={browserFamily(navigator.userAgent)}
      offline={!online}
      inCall={attempt !== null}
      onOpen={desk.openDevices}
      onContinue={desk.proceed}
    />
  );
}

function Waiting({ desk, tenant }: PartProps) {
  const { online, place, back } = useStore(desk.journey);
  const { stream } = useStore(desk.devices.state);
  const level = useStore(desk.devices.level);
  return (
    <WaitingView
      tenant={tenant}
      place={place}
      stream={stream}
      level={level.value}
      offline={!online}
      back={back}
      onLeave={desk.leaveQueue}
    />
  );
}

function Call({ desk, tenant }: PartProps) {
  const { online, attempt } = useStore(desk.journey);
  const { stream, cameras } = useStore(desk.devices.state);
  const { shown, talk } = useStore(desk.calls.state);
  if (!attempt?.accepted || !shown) return <FoundView tenant={tenant} stream={stream} offline={!online} />;
  return (
    <CallView
      tenant={tenant}
      call={shown}
      guide={guideOf({ ...attempt, securityCode: shown.securityCode })}
      own={stream}
      offline={!online}
      canSwitchCamera={cameras.length > 1}
      onSwitchCamera={desk.switchCamera}
      onHangUp={desk.hangUp}
      talk={talk}
      onWrite={desk.calls.write}
      onChat={desk.calls.openChat}
      onCancelPhoto={desk.calls.cancelPhoto}
    />
  );
}

/** Says in the tab's title, and by a buzz of the phone, that the call begins: the page may lie behind another. */
function useTitle(desk: Desk): void {
  const t = useT();
  const journey = useStore(desk.journey);
  const tenant = journey.identification?.context.tenantName ?? 'Visavis';
  const isFound = screenOf(journey) === 'offered';
  useEffect(() => {
    document.title = isFound ? t('offered.alert', { tenant }) : `${tenant} · Visavis`;
    if (isFound && 'vibrate' in navigator) navigator.vibrate([200, 100, 200]);
  }, [isFound, tenant, t]);
}
