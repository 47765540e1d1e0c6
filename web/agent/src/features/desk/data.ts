import { createStore, RequestError, type Store } from '@visavis/call';
import type { SessionView } from '@visavis/protocol';
import { createCollector, signOutstanding } from '../../evidence/collector.ts';
import { forgetAttempt, openOutbox, type Outbox } from '../../evidence/outbox.ts';
import { startUploader, type Uploader } from '../../evidence/uploader.ts';
import { openCallDesk, type CallDesk } from '../call/data.ts';
import { openDecider, type Decider } from '../decision/data.ts';
import type { ReadyDevice } from '../device/data.ts';
import type { Vault } from '../device/vault.ts';
import { openLive, type Live, type Offer } from '../live/connection.ts';
import { keepCamera, type CameraKeeper } from '../queue/camera.ts';

export type DeskState = {
  /** Evidence of an earlier crash goes first. */
  leftover: 'uploading' | 'none';
  offer: Offer | null;
  /** Said above the queue, once. */
  note: 'missed' | 'declined' | 'failed' | null;
  /** The switch was pressed and the server has not answered yet. */
  isSwitching: boolean;
};

export type Desk = {
  state: Store<DeskState>;
  live: Live;
  camera: CameraKeeper;
  call: CallDesk;
  decider: Decider;
  uploader: Uploader;
  ready: () => Promise<void>;
  pause: () => Promise<void>;
  accept: () => Promise<void>;
  decline: () => Promise<void>;
  /** Back from another console of the same person. */
  takeOver: () => void;
  /** From a call that is over to the next, or to a pause. */
  next: (isReady: boolean) => Promise<void>;
  close: () => void;
};

export type DeskOptions = {
  session: SessionView;
  device: ReadyDevice;
  vault: Vault;
  onUnauthenticated: () => void;
};

/** Signs what a crash left unsigned, and uploads it. */
async function uploadLeftover(outbox: Outbox, uploader: Uploader, device: ReadyDevice): Promise<void> {
  const signer = { deviceKey: device.privateKey, certificate: device.certificate };
  const artefacts = await outbox.getAll('artefacts');
  const attempts = new Map(artefacts.map(artefact => [artefact.attempt, artefact]));
  for (const { tenant, identification, attempt } of attempts.values())
    await signOutstanding(outbox, { tenant, identification, attempt }, signer);
  await uploader.drained();
}

/** An agent's desk: connection, camera, the one call, and its evidence. */
export async function openDesk(options: DeskOptions): Promise<Desk> {
  const { session, device, vault } = options;
  const outbox = await openOutbox(session.user.id);
  const store = createStore<DeskState>({
    leftover: 'uploading',
    offer: null,
    note: null,
    isSwitching: false,
  });
  const signer = { deviceKey: device.privateKey, certificate: device.certificate };
  const uploader = startUploader(outbox);
  const camera = keepCamera();

  const live = openLive({
    onUnauthenticated: options.onUnauthenticated,
    onOffer: offer => {
      store.update({ offer, note: null });
      call.prepare(offer.attemptId, offer.identificationId);
    },
    onWithdrawn: attemptId => {
      if (store.get().offer?.attemptId !== attemptId) return;
      store.update({ offer: null, note: 'missed' });
      call.clear();
    },
    onReplaced: () => {
      decider.clear();
      call.clear();
      camera.close();
      store.update({ offer: null });
    },
    onResumable: attemptId => void resume(attemptId),
    onStatus: status => {
      // a call that ended while the connection was broken is not announced any more
      if (status !== 'busy' && call.state.get().shown?.stage === 'running' && !decider.state.get().deciding)
        call.ended(null);
    },
  });
  const call = openCallDesk({
    session,
    device,
    vault,
    live,
    camera: () => camera.state.get().stream,
    collect: (attempt, onFailure) => {
      const stop = uploader.state.subscribe(() => {
        if (!uploader.state.get().refused.includes(attempt.attempt)) return;
        stop();
        onFailure();
      });
      return createCollector(outbox, attempt, signer, uploader.wake, onFailure);
    },
  });
  const decider = openDecider({ call, uploader, signer });

  const resume = async (attemptId: string) => {
    if (call.state.get().shown?.attemptId === attemptId) return;
    if (!camera.state.get().stream) await camera.open();
    call.prepare(attemptId, '');
    await accept();
  };
  const accept = async () => {
    try {
      await call.accept();
    } catch {
      call.clear();
      store.update({ note: 'failed' });
    } finally {
      store.update({ offer: null });
    }
  };
  const change = async (work: () => Promise<unknown>) => {
    store.update({ isSwitching: true, note: null });
    try {
      await work();
    } catch (error) {
      const isBehind = error instanceof RequestError && error.code === 'wrong_state';
      if (!isBehind) store.update({ note: 'failed' });
    } finally {
      store.update({ isSwitching: false });
    }
  };
  const ready = () => change(() => live.request('agent:ready', { deviceId: device.id }));
  const pause = () => change(() => live.request('agent:pause', {}));

  uploadLeftover(outbox, uploader, device).then(
    () => store.update({ leftover: 'none' }),
    // what cannot even be signed is kept for another try, and keeps nobody from working
    () => store.update({ leftover: 'none' }),
  );
  live.connect();
  void camera.open();

  return {
    state: store,
    live,
    camera,
    call,
    decider,
    uploader,
    ready,
    pause,
    accept: () => {
      performance.mark('visavis:accept');
      return accept();
    },
    decline: async () => {
      const { offer } = store.get();
      store.update({ offer: null, note: 'declined' });
      call.clear();
      if (offer) await live.request('offer:decline', { attemptId: offer.attemptId }).catch(() => undefined);
    },
    takeOver: () => {
      live.connect();
      void camera.open();
    },
    next: async isReady => {
      const { shown } = call.state.get();
      const isDecided = decider.state.get().deciding?.phase === 'decided';
      decider.clear();
      call.clear();
      if (shown && isDecided) await forgetAttempt(outbox, shown.attemptId);
      if (isReady) await ready();
    },
    close: () => {
      live.close();
      call.close();
      decider.clear();
      camera.close();
      uploader.stop();
      outbox.close();
    },
  };
}
