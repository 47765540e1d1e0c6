import {
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign,
  webcrypto,
  type KeyObject,
} from 'node:crypto';
import { thumbprint } from '@visavis/e2ee';
import { addPersonRow } from '@visavis/test-kit/organisations';
import type { AccessAttack } from '../attack.ts';
import { ask, type Reply } from '../world/http.ts';
import type { World } from '../world/world.ts';

const encode = (value: object | Buffer): string =>
  (Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))).toString('base64url');

const ecdsa = (hash: string, input: string, key: KeyObject): Buffer =>
  sign(hash, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });

/** Everything that has passed for a signature somewhere, over a payload of the attacker's choice. */
function forgeries(typ: string, payload: object, root: KeyObject): Record<string, string> {
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { publicKey: rsaPublic, privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const rootJwk = root.export({ format: 'jwk' });
  const point = Buffer.from(`${rootJwk.x}${rootJwk.y}`, 'base64url');
  const forge = (header: object, signature: (input: string) => Buffer): string => {
    const input = `${encode({ typ, ...header })}.${encode(payload)}`;
    return `${input}.${encode(signature(input))}`;
  };
  const secrets: Record<string, Buffer> = {
    'JWK of the root': Buffer.from(JSON.stringify(rootJwk)),
    'PEM of the root': Buffer.from(root.export({ type: 'spki', format: 'pem' }) as string),
    'DER of the root': root.export({ type: 'spki', format: 'der' }),
    'point of the root': Buffer.concat([Buffer.of(4), point]),
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
  made['another key, under the kid of the root'] = forge({ alg: 'ES384', kid: 'root' }, own);
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

type Place = { name: string; path: string; body: (jws: string) => object; typ: string; payload: object };

/** Where the tenant's root speaks: an approved device that waits for its certificate, and a contract. */
async function places(world: World): Promise<Place[]> {
  const { own, owner } = world;
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const jwk = { kty: 'EC' as const, crv: 'P-384' as const, x: x ?? '', y: y ?? '' };
  const { userId } = await addPersonRow(owner, own.centreId);
  const device = randomUUID();
  await owner`
    insert into device (id, organisation_id, user_id, public_key, role, status, approved_at)
    values (${device}, ${own.centreId}, ${userId}, ${JSON.stringify(jwk)}::text::jsonb, 'agent', 'approved', now())`;
  const now = Math.floor(Date.now() / 1000);
  const tenant = own.tenantId;
  return [
    {
      name: 'certificate',
      path: `/api/console/devices/${device}/certificate`,
      body: jws => ({ certificate: jws }),
      typ: 'visavis-certificate',
      payload: {
        v: 1,
        tenant,
        device: jwk,
        person: userId,
        name: 'Agent',
        role: 'agent',
        issued: now,
        expires: now + 86_400,
      },
    },
    {
      name: 'recipient list',
      path: `/api/console/contracts/${own.contractId}/recipient-list`,
      body: jws => ({ jws }),
      typ: 'visavis-recipients',
      payload: {
        v: 1,
        tenant,
        contract: own.contractId,
        version: 99,
        expires: now + 86_400,
        threshold: 1,
        recipients: [{ suite: 'ECDH-ES+A256KW', id: await thumbprint(jwk), publicKey: jwk }],
      },
    },
  ];
}

export const signatureConfusion: AccessAttack = {
  name: 'signature-confusion',
  by: 'the root that the database holds verifies, by ES384 alone: no algorithm, key or curve is taken from what was sent',
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
    const cookie = await world.sessions({ kind: 'tenant', role: 'compliance' });
    const spki = await webcrypto.subtle.exportKey('jwk', world.own.root.publicKey);
    const root = createPublicKey({ key: spki as never, format: 'jwk' });
    const taken: string[] = [];
    let tried = 0;
    for (const { name, path, body, typ, payload } of await places(world)) {
      const replies: Reply[] = [];
      for (const [how, jws] of Object.entries(forgeries(typ, payload, root))) {
        tried++;
        const headers = { cookie, origin: world.agentOrigin };
        const reply = await ask({ url: world.consoleUrl, method: 'POST', path, headers, body: body(jws) });
        replies.push(reply);
        if (reply.status === 200) taken.push(`${name} by ${how}`);
      }
      if (replies.some(({ status }) => status >= 500 || status === 404))
        throw new Error(`${name}: ${replies.find(({ status }) => status >= 404)?.text}`);
    }
    return {
      succeeded: taken.length > 0,
      seen: `${tried} forged certificates and recipient lists: ${taken.length === 0 ? 'none taken' : `${taken.length} taken, as ${taken[0]}`}`,
    };
  },
};
