import { createStore, type Store } from '@visavis/call';
import { actionOfConsole, type SessionView } from '@visavis/protocol';
import { mayDo } from '../../shell/routes.tsx';
import type { Session } from '../session/data.ts';
import { openDevice, type DeviceDesk, type ReadyDevice } from './data.ts';
import { openVault, type DeviceRole, type Vault } from './vault.ts';

/** What a desk of any role works with: who is signed in, on which certified device. */
export type DeskOptions = {
  session: SessionView;
  device: ReadyDevice;
  vault: Vault;
  onUnauthenticated: () => void;
  /** The device's key counts no more. */
  onDeviceRevoked: () => void;
};

export type RoleConsole<Desk> = { state: Store<{ device: DeviceDesk | null; desk: Desk | null }> };

/** Opens device and desk for as long as somebody of the role is signed in, whichever page is shown. */
export function openRoleConsole<Desk extends { close: () => void }>(
  session: Session,
  role: DeviceRole,
  openDesk: (options: DeskOptions) => Promise<Desk>,
): RoleConsole<Desk> {
  const store = createStore<{ device: DeviceDesk | null; desk: Desk | null }>({ device: null, desk: null });
  let current: SessionView | null = null;

  const close = () => {
    const { device, desk } = store.get();
    device?.close();
    desk?.close();
    store.update({ device: null, desk: null });
  };
  const open = (view: SessionView) => {
    const vault = openVault();
    const device = openDevice(view, role, vault);
    store.update({ device });
    const stop = device.state.subscribe(() => {
      const { now } = device.state.get();
      if (now.step !== 'ready') return;
      stop();
      void openAtDesk(view, now.device, vault);
    });
  };
  const openAtDesk = async (view: SessionView, device: ReadyDevice, opening: Promise<Vault>) => {
    const vault = await opening;
    const onDeviceRevoked = () => {
      if (current !== view) return;
      close();
      open(view);
    };
    const onUnauthenticated = session.expire;
    const desk = await openDesk({ session: view, device, vault, onUnauthenticated, onDeviceRevoked });
    if (current === view) store.update({ desk });
    else desk.close();
  };
  const follow = () => {
    const view = session.state.get().session;
    if (view === current) return;
    current = view;
    close();
    if (view && !view.mustChangePassword && mayDo(view, actionOfConsole[role])) open(view);
  };
  session.state.subscribe(follow);
  follow();
  return { state: store };
}
