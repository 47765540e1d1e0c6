import { createStore, type Store } from '@visavis/call';
import type { SessionView } from '@visavis/protocol';
import { openDevice, type DeviceDesk } from '../device/data.ts';
import { openVault, type Vault } from '../device/vault.ts';
import type { Session } from '../session/data.ts';
import { openDesk, type Desk } from './data.ts';

export type ConsoleState = { device: DeviceDesk | null; desk: Desk | null };
export type AgentConsole = { state: Store<ConsoleState> };

/** Opens device and desk for as long as an agent is signed in, whichever page is shown. */
export function openAgentConsole(session: Session): AgentConsole {
  const store = createStore<ConsoleState>({ device: null, desk: null });
  let current: SessionView | null = null;

  const close = () => {
    const { device, desk } = store.get();
    device?.close();
    desk?.close();
    store.update({ device: null, desk: null });
  };
  const open = (view: SessionView) => {
    const vault = openVault();
    const device = openDevice(view, vault);
    store.update({ device });
    const stop = device.state.subscribe(() => {
      const { now } = device.state.get();
      if (now.step !== 'ready') return;
      stop();
      void openAtDesk(view, now.device, vault);
    });
  };
  const openAtDesk = async (
    view: SessionView,
    device: Parameters<typeof openDesk>[0]['device'],
    opening: Promise<Vault>,
  ) => {
    const vault = await opening;
    const desk = await openDesk({ session: view, device, vault, onUnauthenticated: session.expire });
    if (current === view) store.update({ desk });
    else desk.close();
  };
  const follow = () => {
    const view = session.state.get().session;
    if (view === current) return;
    current = view;
    close();
    if (view?.user.roles.includes('agent')) open(view);
  };
  session.state.subscribe(follow);
  follow();
  return { state: store };
}
