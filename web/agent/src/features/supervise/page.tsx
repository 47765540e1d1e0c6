import { Busy } from '@visavis/ui';
import { useEffect } from 'react';
import { useConsole } from '../../shell/page.tsx';
import { otherPageOf } from '../../shell/location.ts';
import { useStore } from '../../shell/use-store.ts';
import type { DeviceDesk } from '../device/data.ts';
import { DeviceView } from '../device/view.tsx';
import { Elsewhere } from '../desk/elsewhere.tsx';
import { isOver } from '../live/link.ts';
import type { Supervision } from './data.ts';
import { FloorView } from './floor.tsx';
import { WatchingView } from './watching.tsx';

/** The supervisor's way: device, floor, a call. */
export function FloorPage() {
  const { supervisor } = useConsole();
  const { device, desk } = useStore(supervisor.state);
  if (desk) return <OnFloor desk={desk} />;
  return device ? <AtDevice device={device} /> : <Busy />;
}

function AtDevice({ device }: { device: DeviceDesk }) {
  const { session, onSignOut } = useConsole();
  const { now } = useStore(device.state);
  return (
    <DeviceView
      organisation={session.organisation.name}
      state={now}
      onPin={typed => void device.pin(typed)}
      onRetry={device.retry}
      onStartOver={() => void device.startOver()}
      onSignOut={onSignOut}
      otherHref={otherPageOf(session)}
    />
  );
}

function OnFloor({ desk }: { desk: Supervision }) {
  const { session, onSignOut } = useConsole();
  const state = useStore(desk.state);
  // nobody goes on watching from behind another page
  useEffect(() => desk.leave, [desk]);
  if (isOver(state.link))
    return (
      <Elsewhere
        screen={state.link}
        onHere={desk.takeOver}
        onAgain={desk.again}
        onSignOut={onSignOut}
        otherHref={otherPageOf(session)}
      />
    );
  return state.watched ? (
    <WatchingView watched={state.watched} onLeave={desk.leave} />
  ) : (
    <FloorView state={state} ownName={session.user.name} onWatch={call => void desk.join(call)} />
  );
}
