/* Fixed vectors, and the same values computed a second time with node:crypto from the specification's text alone. */
import {
  createECDH,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  decapsulate,
  hkdfSync,
  verify as verifySignature,
} from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, type Bytes } from '../bytes.ts';
import { verifyCertificate } from '../identity/certificate.ts';
import { importSignKey, importVerifyKey, privateJwk, publicJwk } from '../identity/keys.ts';
import { ECDH } from '../suite.ts';
import { startAgent, stepAgent } from './agent.ts';
import vectors from './agreement.vectors.json' with { type: 'json' };
import { contextHash } from './context.ts';
import { startInitiator, stepInitiator } from './initiator.ts';
import type { Step } from './result.ts';

const { input, expected } = vectors;

async function pair(json: unknown): Promise<CryptoKeyPair> {
  const { d, ...open } = privateJwk.parse(json);
  return {
    privateKey: await crypto.subtle.importKey('jwk', { ...open, d }, ECDH, false, ['deriveBits']),
    publicKey: await crypto.subtle.importKey('jwk', open, ECDH, true, []),
  };
}

function went<State>(step: Step<State>) {
  if (!step.ok) throw new Error(step.code);
  return { state: step.state, out: step.out ?? new Uint8Array(0), result: step.result };
}

/** Runs the vector's agreement; all five messages and the result. */
async function run() {
  const root = await importVerifyKey(publicJwk.parse(input.root));
  const verify = (jws: string) => verifyCertificate(jws, root, { tenant: 'tenant-1', now: input.now });
  const context = {
    attempt: input.attempt,
    agreementNumber: input.agreementNumber,
    contextHash: await contextHash(input.call),
  };
  const customer = await startInitiator(context, {
    verifyCertificate: verify,
    ephemeral: {
      ecdh: await pair(input.customer.ecdh),
      kemSeed: fromHex(input.customer.kemSeed),
      random: fromHex(input.customer.random),
    },
  });
  const agent = startAgent(context, {
    deviceKey: await importSignKey(privateJwk.parse(input.device)),
    certificate: input.certificate,
    agent: await verify(input.certificate),
    ephemeral: {
      ecdh: await pair(input.agent.ecdh),
      random: fromHex(input.agent.random),
      kemMessage: fromHex(input.agent.kemMessage),
    },
  });
  const two = went(await stepAgent(agent, customer.message));
  const three = went(await stepInitiator(customer.state, two.out));
  const four = went(await stepAgent(two.state, three.out));
  const five = went(await stepInitiator(three.state, four.out));
  const { result } = went(await stepAgent(four.state, five.out));
  if (!result) throw new Error('no result');
  return {
    commit: customer.message,
    helloA: two.out,
    helloC: three.out,
    confirmA: four.out,
    confirmC: five.out,
    result,
    firstState: customer.state,
  };
}

const sha384 = (bytes: Uint8Array) => createHash('sha384').update(bytes).digest();
const digest = (bytes: Bytes) => sha384(bytes).toString('hex');
const lp = (bytes: Uint8Array): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};
const labelled = (use: string, ...parts: Uint8Array[]): Buffer =>
  Buffer.concat([lp(Buffer.from(`visavis e2ee v1 ${use}`)), ...parts.map(lp)]);

/** FIPS 203 private key from its seed, as PKCS #8 (RFC 9935). */
const kemKey = (seed: string) =>
  createPrivateKey({
    key: Buffer.from(`3054020100300b060960864801650304040304428040${seed}`, 'hex'),
    format: 'der',
    type: 'pkcs8',
  });

describe('agreement vectors', () => {
  it('R1 R2 the messages, transcript and code are those of the vector', async () => {
    const said = await run();
    expect({
      commit: toHex(said.commit),
      helloASha384: digest(said.helloA.slice(0, -96)), // ECDSA signatures differ each time
      helloCSha384: digest(said.helloC),
      confirmASha384: digest(said.confirmA),
      confirmC: toHex(said.confirmC),
      transcript: toHex(said.result.transcriptHash),
      securityCode: said.result.securityCode,
    }).toEqual(expected);
  });

  it('R1 R2 R9 node:crypto computes the same from the specification', async () => {
    const said = await run();
    const [commit, helloC] = [said.commit.slice(1), said.helloC.slice(1)];
    const helloA = said.helloA.slice(5, -96);
    const [ciphertext, macA] = [said.confirmA.slice(1, 1569), said.confirmA.slice(1569)];
    expect(toHex(sha384(labelled('commit', helloC)))).toBe(toHex(commit));
    const device = createPublicKey({ key: input.device, format: 'jwk' });
    const signature = said.helloA.slice(-96);
    const signed = { key: device, dsaEncoding: 'ieee-p1363' } as const;
    expect(verifySignature('sha384', labelled('hello', commit, helloA), signed, signature)).toBe(true);
    const transcript = sha384(labelled('transcript', commit, helloC, helloA, ciphertext));
    expect(toHex(transcript)).toBe(toHex(said.result.transcriptHash));
    const code = sha384(labelled('code', commit, helloC, helloA)).readBigUInt64BE() % 1_000_000n;
    expect(String(code).padStart(6, '0')).toBe(said.result.securityCode);

    const ecdh = createECDH('secp384r1');
    ecdh.setPrivateKey(Buffer.from(input.customer.ecdh.d, 'base64url'));
    const point = 2 + 4 + input.attempt.length + 1 + 48;
    const secret = Buffer.concat([
      ecdh.computeSecret(helloA.slice(point, point + 97)),
      decapsulate(kemKey(input.customer.kemSeed), ciphertext),
    ]);
    const mac = (role: string) => {
      const info = labelled(`mac ${role}`, transcript);
      const key = Buffer.from(hkdfSync('sha384', secret, transcript, info, 48));
      return createHmac('sha384', key).update(info).digest('hex');
    };
    expect(mac('agent')).toBe(toHex(macA));
    expect(mac('customer')).toBe(toHex(said.confirmC.slice(1)));
  });

  it('R12 the ML-KEM secret key is overwritten in the end', async () => {
    const { firstState } = await run();
    if (firstState.at !== 'committed') throw new Error('another state');
    expect(firstState.kemSecret.every(byte => byte === 0)).toBe(true);
  });
});
