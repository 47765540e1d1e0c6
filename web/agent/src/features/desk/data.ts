import { createStore, RequestError, type Store, type WritableStore } from '@visavis/call';
import type { Signer } from '@visavis/e2ee';
import type { Attestation } from '@visavis/protocol';
import { createCollector, signOutstanding } from '../../evidence/collector.ts';
import { forgetAttempt, openOutbox, type Outbox } from '../../evidence/outbox.ts';
import { startUploader, type Uploader } from '../../evidence/uploader.ts';
import { openCallDesk, type CallDesk } from '../call/data.ts';
import type { CallBasis } from '../call/running.ts';
import { openDecider, type Decider } from '../decision/data.ts';
import { certificateEnds, type CertificateEnd } from '../device/certificates.tsx';
import type { ReadyDevice } from '../device/data.ts';
import type { DeskOptions } from '../device/role-console.ts';
import { openLive, type Live, type LiveEvents, type Offer } from '../live/connection.ts';
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
  certificates: readonly CertificateEnd[];
  ready: () => Promise<void>;
  pause: () => Promise<void>;
  /** What the agent says of the room. */
  attest: (attestation: Attestation) => Promise<void>;
  accept: () => Promise<void>;
  decline: () => Promise<void>;
  /** Here instead of in another console of the same person. */
  takeOver: () => void;
  /** After the person has gone to a site. */
  again: () => void;
  /** From a call that is over to the next, or to a pause. */
  next: (isReady: boolean) => Promise<void>;
  close: () => void;
};

/** What signs the evidence of this tenant's calls. @throws Error when the tenant has not certified the device */
const signerOf = (device: ReadyDevice, tenantId: string): Signer => {
  const trust = device.tenants.get(tenantId);
  if (!trust) throw new Error('the device is not certified by the tenant');
  return { deviceKey: device.privateKey, certificate: trust.certificate };
};

/** Signs what a crash left unsigned, and uploads it. */
async function uploadLeftover(outbox: Outbox, uploader: Uploader, device: ReadyDevice): Promise<void> {
  const artefacts = await outbox.getAll('artefacts');
  const attempts = new Map(artefacts.map(artefact => [artefact.attempt, artefact]));
  for (const { tenant, identification, attempt } of attempts.values())
    if (device.tenants.has(tenant))
      await signOutstanding(outbox, { tenant, identification, attempt }, signerOf(device, tenant));
  await uploader.drained();
}

type Parts = {
  outbox: Outbox;
  store: WritableStore<DeskState>;
  uploader: Uploader;
  camera: CameraKeeper;
  live: Live;
  call: CallDesk;
  decider: Decider;
};

/** What the server says to the desk. `parts` is complete before the connection opens. */
function listen(
  parts: () => Parts,
  { onUnauthenticated, onDeviceRevoked }: Pick<DeskOptions, 'onUnauthenticated' | 'onDeviceRevoked'>,
): LiveEvents {
  return {
    onUnauthenticated,
    onDeviceRevoked,
    onOffer: offer => {
      const { store, call } = parts();
      store.update({ offer, note: null });
      const { attemptId, context } = offer;
      call.prepare({ attemptId, tenantId: context.tenantId, context });
    },
    onWithdrawn: attemptId => {
      const { store, call } = parts();
      if (store.get().offer?.attemptId !== attemptId) return;
      store.update({ offer: null, note: 'missed' });
      call.clear();
    },
    onElsewhere: () => {
      const { store, call, camera, decider } = parts();
      decider.clear();
      call.clear();
      camera.close();
      store.update({ offer: null });
    },
    onResumable: resumable => void resume(parts(), resumable),
    onStatus: status => {
      const { call, decider } = parts();
      // a call that ended while the connection was broken is not announced any more
      if (status !== 'busy' && call.state.get().shown?.stage === 'running' && !decider.state.get().deciding)
        call.ended(null);
    },
  };
}

async function accept({ call, store }: Parts): Promise<void> {
  try {
    await call.accept();
  } catch {
    call.clear();
    store.update({ note: 'failed' });
  } finally {
    store.update({ offer: null });
  }
}

/** After a reload in mid-call. */
async function resume(parts: Parts, resumable: { attemptId: string; tenantId: string }): Promise<void> {
  const { call, camera } = parts;
  if (call.state.get().shown?.attemptId === resumable.attemptId) return;
  if (!camera.state.get().stream) await camera.open();
  call.prepare(resumable);
  await accept(parts);
}

/** Ready or pause: the switch rests until the server has answered. */
async function change(store: WritableStore<DeskState>, work: () => Promise<unknown>): Promise<void> {
  store.update({ isSwitching: true, note: null });
  try {
    await work();
  } catch (error) {
    const isBehind = error instanceof RequestError && error.code === 'wrong_state';
    if (!isBehind) store.update({ note: 'failed' });
  } finally {
    store.update({ isSwitching: false });
  }
}

async function openParts(options: DeskOptions): Promise<Parts> {
  const { session, device, vault } = options;
  const outbox = await openOutbox(session.user.id);
  const uploader = startUploader(outbox);
  const camera = keepCamera();
  const live = openLive(listen(() => parts, options));
  const collect: CallBasis['collect'] = (attempt, onFailure) => {
    const stop = uploader.state.subscribe(() => {
      if (!uploader.state.get().refused.includes(attempt.attempt)) return;
      stop();
      onFailure();
    });
    return createCollector(outbox, attempt, signerOf(device, attempt.tenant), uploader.wake, onFailure);
  };
  const local = () => camera.state.get().stream;
  const call = openCallDesk({ device, vault, live, camera: local, collect });
  const parts: Parts = {
    outbox,
    uploader,
    camera,
    live,
    call,
    decider: openDecider({ call, uploader, signer: tenantId => signerOf(device, tenantId) }),
    store: createStore<DeskState>({ leftover: 'uploading', offer: null, note: null, isSwitching: false }),
  };
  return parts;
}

/** An agent's desk: connection, camera, the one call, and its evidence. */
export async function openDesk(options: DeskOptions): Promise<Desk> {
  const { device } = options;
  const parts = await openParts(options);
  const { store, outbox, uploader, camera, live, call, decider } = parts;
  const ready = () =>
    change(store, () =>
      live.request('agent:ready', { deviceId: device.id }).catch((error: unknown) => {
        // revoked, or its certificates have ended: the device's own screen says which
        if (error instanceof RequestError && error.code === 'device_not_certified') options.onDeviceRevoked();
        throw error;
      }),
    );

  const isClear = () => store.update({ leftover: 'none' });
  // what cannot even be signed is kept for another try, and keeps nobody from working
  uploadLeftover(outbox, uploader, device).then(isClear, isClear);
  live.connect();
  void camera.open();
  return {
    state: store,
    live,
    camera,
    call,
    decider,
    uploader,
    certificates: certificateEnds(device),
    ready,
    pause: () => change(store, () => live.request('agent:pause', {})),
    attest: attestation => change(store, () => live.request('shift:attest', { attestation })),
    accept: () => {
      performance.mark('visavis:accept');
      return accept(parts);
    },
    decline: async () => {
      const { offer } = store.get();
      store.update({ offer: null, note: 'declined' });
      call.clear();
      if (offer) await live.request('offer:decline', { attemptId: offer.attemptId }).catch(() => undefined);
    },
    again: () => {
      live.connect();
      void camera.open();
    },
    takeOver: () => {
      live.takeOver();
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
