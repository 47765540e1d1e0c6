import { createPublicKey, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import type { Sql } from '@visavis/db';
import { issueCertificate, type Root } from '@visavis/e2ee';
import type { PublicJwk } from '@visavis/protocol';

/** A device as its person's browser has it, approved and certified; the private key is not the attacker's. */
export type Device = { id: string; publicJwk: PublicJwk; publicKey: KeyObject; certificate: string };

type Whose = { userId: string; organisationId: string; tenantId: string; root: Root };

export const newJwk = (): PublicJwk => {
  const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({
    format: 'jwk',
  });
  return { kty: 'EC', crv: 'P-384', x, y };
};

/** An approved device of an agent. @returns its id */
export async function addDevice(
  owner: Sql,
  { userId, organisationId }: Pick<Whose, 'userId' | 'organisationId'>,
  publicJwk: PublicJwk,
): Promise<string> {
  const id = randomUUID();
  await owner`
    insert into device (id, organisation_id, user_id, public_key, role, status, approved_at)
    values (${id}, ${organisationId}, ${userId}, ${JSON.stringify(publicJwk)}::text::jsonb, 'agent', 'approved', now())`;
  return id;
}

export async function makeDevice(owner: Sql, whose: Whose): Promise<Device> {
  const publicJwk = newJwk();
  const id = await addDevice(owner, whose, publicJwk);
  const issued = Math.floor(Date.now() / 1000);
  const certificate = await issueCertificate(
    {
      tenant: whose.tenantId,
      device: publicJwk,
      person: whose.userId,
      name: 'Agent',
      role: 'agent',
      issued,
      expires: issued + 86_400,
    },
    whose.root.privateKey,
  );
  await owner`
    insert into device_certificate (device_id, tenant_id, certificate, expires_at) values (${id}, ${whose.tenantId}, ${certificate}, now() + interval '1 day')`;
  return { id, publicJwk, publicKey: createPublicKey({ key: publicJwk, format: 'jwk' }), certificate };
}

/** A call under way, with a picture that was taken in it. */
export async function makeCall(
  owner: Sql,
  {
    identificationId,
    deviceId,
    userId,
    organisationId,
    tenantId,
  }: Omit<Whose, 'root'> & {
    identificationId: string;
    deviceId: string;
  },
): Promise<{ attemptId: string; artefactId: string }> {
  const [attemptId, artefactId] = [randomUUID(), randomUUID()];
  await owner`
    update identification set state = 'waiting', queued_since = now(), consent_version = 1, consented_at = now()
    where id = ${identificationId}`;
  await owner`update identification set state = 'in_call' where id = ${identificationId}`;
  await owner`
    insert into attempt (id, tenant_id, identification_id, number, organisation_id, agent_id, device_id, state,
      offer_expires_at, accepted_at)
    values (${attemptId}, ${tenantId}, ${identificationId}, 1, ${organisationId}, ${userId}, ${deviceId}, 'active',
      now() + interval '1 hour', now())`;
  await owner`
    insert into artefact (id, tenant_id, identification_id, attempt_id, kind, key_commitment, wrapped_keys_sealed)
    values (${artefactId}, ${tenantId}, ${identificationId}, ${attemptId}, 'still', ${Buffer.alloc(48)}, ''::bytea)`;
  return { attemptId, artefactId };
}
