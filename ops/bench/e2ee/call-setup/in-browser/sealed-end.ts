/* One end of the product's own encrypted call, over the bare signaling of the plain one: what pages of the bench share. */
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
import { io, type Socket } from '@visavis/test-kit/measured-end';

const TENANT = 'tenant';
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

/** Connects and begins to prepare the call; it is accepted as soon as either end says so. */
export async function openSealedEnd(
  attemptId: string,
  role: 'customer' | 'agent',
  local: MediaStream,
): Promise<{ call: Call; socket: Socket }> {
  const end = await endOf(role);
  const worker = new Worker('/worker.js', { type: 'module' });
  const socket = io({ transports: ['websocket'], auth: { attemptId, role } });
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
  return { call, socket };
}
