/* A page that is one end of the product's own encrypted call, over the bare signaling of the plain one. */
import { prepareCall, requester, type Call, type CallEnd } from '@visavis/call';
import {
  generateDeviceKey,
  generateRootKeyFile,
  importVerifyKey,
  issueCertificate,
  loadRootKeyFile,
  verifyCertificate,
  type PublicJwk,
} from '@visavis/e2ee';
import { callRequests } from '@visavis/protocol';
import { camera, firstPictureOf, now } from '@visavis/test-kit/measured-end';
import { io, type Socket } from 'socket.io-client';

const TENANT = 'tenant';
const prepared = Promise.withResolvers<void>();
const firstPicture = Promise.withResolvers<number>();
let socket: Socket;
let agentRoot: PublicJwk | undefined;

declare global {
  /** The agent's page makes the tenant's root; the customer's is told it. */
  var root: { make: () => Promise<PublicJwk>; trust: (key: PublicJwk) => void };
}

const seconds = (): number => Math.floor(Date.now() / 1000);

async function verifierOf(key: PublicJwk) {
  const root = await importVerifyKey(key);
  return (jws: string) => verifyCertificate(jws, root, { tenant: TENANT, now: seconds() });
}

let agentEnd: CallEnd | undefined;
globalThis.root = {
  make: async () => {
    const root = await loadRootKeyFile(await generateRootKeyFile(TENANT, new Date()));
    const device = await generateDeviceKey();
    const person = { person: 'p', name: 'Agent', role: 'agent' } as const;
    const certificate = await issueCertificate(
      { tenant: TENANT, device: device.publicJwk, ...person, issued: seconds(), expires: seconds() + 3600 },
      root.privateKey,
    );
    const verify = await verifierOf(root.publicJwk);
    agentEnd = {
      role: 'agent',
      options: { deviceKey: device.privateKey, certificate, agent: await verify(certificate) },
      verifyCertificate: verify,
    };
    return root.publicJwk;
  },
  trust: key => (agentRoot = key),
};

async function endOf(role: 'customer' | 'agent'): Promise<CallEnd> {
  if (role === 'agent' && agentEnd) return agentEnd;
  if (!agentRoot) throw new Error('nobody to trust');
  return { role: 'customer', options: { verifyCertificate: await verifierOf(agentRoot) } };
}

/** Tells when the other's camera shows its first picture, which is opened before it is decoded. */
function watch({ state }: Call, other: 'customer' | 'agent'): void {
  let watched = false;
  state.subscribe(() => {
    const stream = state.get().remotes[other];
    if (state.get().alarm !== null) firstPicture.reject(new Error(`alarm: ${state.get().alarm ?? ''}`));
    if (watched || !stream || stream.getVideoTracks().length === 0) return;
    watched = true;
    void firstPictureOf(stream).then(firstPicture.resolve);
  });
}

async function open(attemptId: string, role: 'customer' | 'agent'): Promise<void> {
  const local = await camera();
  const end = await endOf(role);
  const worker = new Worker('/worker.js', { type: 'module' });
  socket = io({ transports: ['websocket'], auth: { attemptId, role } });
  await new Promise<void>(resolve => socket.once('connect', resolve));
  const call = prepareCall({
    attemptId,
    end,
    contextHash: new Uint8Array(48),
    local,
    channel: socket,
    request: requester(socket, callRequests),
    worker,
  });
  socket.on('call:accepted', () => call.accept());
  watch(call, role === 'agent' ? 'customer' : 'agent');
  new PerformanceObserver((list, observer) => {
    if (!list.getEntries().some(({ name }) => name === 'visavis:prepared')) return;
    observer.disconnect();
    prepared.resolve();
  }).observe({ type: 'mark', buffered: true });
}

globalThis.measuredEnd = {
  open,
  prepared: prepared.promise,
  accept: () => {
    const at = now();
    socket.emit('accept');
    return at;
  },
  firstPicture: firstPicture.promise,
};
