import { useEffect } from 'react';
import { useConsole } from '../../shell/page.tsx';
import { useStore } from '../../shell/use-store.ts';
import { OnDevice } from '../device/on-device.tsx';
import { Elsewhere } from '../desk/elsewhere.tsx';
import { isOver } from '../live/link.ts';
import type { Supervision } from './data.ts';
import { FloorView } from './floor.tsx';
import { WatchingView } from './watching.tsx';

/** The supervisor's way: device, floor, a call. */
export function FloorPage() {
  const { supervisor } = useConsole();
  return <OnDevice console={supervisor}>{desk => <OnFloor desk={desk} />}</OnDevice>;
}

function OnFloor({ desk }: { desk: Supervision }) {
  const { session } = useConsole();
  const state = useStore(desk.state);
  // nobody goes on watching from behind another page
  useEffect(() => desk.leave, [desk]);
  if (isOver(state.link))
    return <Elsewhere screen={state.link} onHere={desk.takeOver} onAgain={desk.again} />;
  return state.watched ? (
    <WatchingView watched={state.watched} onLeave={desk.leave} />
  ) : (
    <FloorView state={state} ownName={session.user.name} onWatch={call => void desk.join(call)} />
  );
}
