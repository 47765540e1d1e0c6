import { once } from 'node:events';
import { createWorker } from 'mediasoup';
import type { types } from 'mediasoup';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  clientHello,
  dtls12,
  groups,
  handshakeFailure,
  isDtls,
  offeredSuites,
  readServer,
  srtpProfiles,
  suites,
  type ClientOffer,
  type Negotiated,
} from './test/dtls.ts';
import { dtlsConnected, openEnd, relay } from './test/link.ts';
import { bindingRequest } from './test/stun.ts';
import { isOwnBuild, workerPath } from './worker.mjs';

const workerBin = workerPath();
if (workerBin === undefined) throw new Error('No worker in the cache: run `node ops/worker/worker.mjs`.');

/** A published worker has the suites of its maintainers. */
describe.skipIf(!isOwnBuild(workerBin))('DTLS of our own build of the media worker', () => {
  let worker: types.Worker;
  let router: types.Router;
  beforeAll(async () => {
    worker = await createWorker({ workerBin, logLevel: 'none' });
    router = await worker.createRouter({ mediaCodecs: [] });
  });
  afterAll(async () => {
    worker.close();
    if (!worker.subprocessClosed) await once(worker, 'subprocessclose');
  });

  const everything: ClientOffer = {
    suites: [
      suites.ecdheEcdsaChacha20,
      suites.ecdheEcdsaAes128Cbc,
      suites.ecdheEcdsaAes128Gcm,
      suites.ecdheEcdsaAes256Gcm,
    ],
    groups: [groups.x25519, groups.p256, groups.p384],
    srtpProfiles: [srtpProfiles.aes128Sha1Tag80, srtpProfiles.gcm128, srtpProfiles.gcm256],
  };
  const negotiate = (offer: Partial<ClientOffer> = {}) => greet(router, { ...everything, ...offer });

  it('takes the strongest that a client offers, whatever its order', async () => {
    expect(await negotiate()).toEqual({
      version: dtls12,
      suite: suites.ecdheEcdsaAes256Gcm,
      group: groups.p384,
      srtpProfile: srtpProfiles.gcm256,
    });
  });

  it('takes the second best where the best is missing, as with Chromium and Firefox', async () => {
    const offer = {
      suites: [suites.ecdheEcdsaChacha20, suites.ecdheEcdsaAes128Gcm],
      groups: [groups.x25519, groups.p256],
      srtpProfiles: [srtpProfiles.aes128Sha1Tag80, srtpProfiles.gcm128],
    };
    expect(await negotiate(offer)).toEqual({
      version: dtls12,
      suite: suites.ecdheEcdsaAes128Gcm,
      group: groups.p256,
      srtpProfile: srtpProfiles.gcm128,
    });
  });

  it.each([
    ['ChaCha20-Poly1305', { suites: [suites.ecdheEcdsaChacha20] }],
    ['AES-CBC', { suites: [suites.ecdheEcdsaAes128Cbc] }],
    ['X25519', { groups: [groups.x25519] }],
  ])('refuses a client that offers only %s', async (_, offer) => {
    expect(await negotiate(offer)).toEqual({ alert: handshakeFailure });
  });

  it('gives no SRTP with HMAC-SHA-1', async () => {
    const negotiated = await negotiate({ srtpProfiles: [srtpProfiles.aes128Sha1Tag80] });
    expect(negotiated.suite).toBe(suites.ecdheEcdsaAes256Gcm);
    expect(negotiated.srtpProfile).toBeUndefined();
  });

  it('offers the same as a client', async () => {
    const [from, to] = await Promise.all([transportOn(router), transportOn(router)]);
    const link = await relay(from, to);
    const connected = Promise.all([dtlsConnected(from), dtlsConnected(to)]);
    await to.connect({ dtlsParameters: { ...from.dtlsParameters, role: 'client' } });
    await from.connect({ dtlsParameters: { ...to.dtlsParameters, role: 'server' } });
    await connected;
    const renegotiationInfo = 0x00ff;
    expect(link.seen.map(offeredSuites).find(offered => offered !== undefined)).toEqual([
      suites.ecdheEcdsaAes256Gcm,
      suites.ecdheRsaAes256Gcm,
      suites.ecdheEcdsaAes128Gcm,
      suites.ecdheRsaAes128Gcm,
      renegotiationInfo,
    ]);
    link.close();
  });
});

const transportOn = (router: types.Router) =>
  router.createWebRtcTransport({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] });

/** Sends a hello to a new transport and reads what it answers, up to the key exchange or an alert. */
async function greet(router: types.Router, offer: ClientOffer): Promise<Negotiated> {
  const transport = await transportOn(router);
  const end = await openEnd(transport);
  const reachable = once(transport, 'icestatechange');
  end.send(bindingRequest(end.ice));
  await reachable;
  await transport.connect({ dtlsParameters: { ...transport.dtlsParameters, role: 'client' } });
  const negotiated: Negotiated = {};
  const answered = new Promise<void>(resolve => {
    end.socket.on('message', datagram => {
      if (!isDtls(datagram)) return;
      readServer(datagram, negotiated);
      if (negotiated.group !== undefined || negotiated.alert !== undefined) resolve();
    });
  });
  end.send(clientHello(offer));
  await answered;
  end.socket.close();
  transport.close();
  return negotiated;
}
