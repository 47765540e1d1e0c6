import { randomBytes, randomUUID } from 'node:crypto';
import {
  addAuditEvent,
  addContract,
  addOrganisation,
  addStaff,
  addTenant,
  grantContract,
  type Sql,
  type Transaction,
} from '@visavis/db';
import { importVerifyKey, rootFingerprint } from '@visavis/e2ee';
import { apiKeyDaysDefault, apiScopes, latestRuleset } from '@visavis/protocol';
import { makeApiKey } from '../access/api-key.ts';
import { hashPassword } from '../access/password/argon2.ts';
import { newTotpSecret, sealTotpSecret } from '../access/totp.ts';
import { verifyList } from '../trust/recipient-list.ts';
import type { Created, CreatedUser, CreateInput } from './input.ts';

export const provisioner = { kind: 'service', id: 'provision' } as const;

type User = CreateInput['users'][number];

async function createUser(
  transaction: Transaction,
  kek: Buffer,
  organisationId: string,
  user: User,
): Promise<CreatedUser> {
  const id = user.id ?? randomUUID();
  const password = randomBytes(18).toString('base64url');
  const totpSecret = newTotpSecret();
  await addStaff(transaction, {
    id,
    organisationId,
    email: user.email,
    name: user.name,
    roles: user.roles,
    passwordHash: await hashPassword(password),
    passwordMustChange: user.passwordMustChange,
    totpSecretSealed: sealTotpSecret(kek, id, totpSecret),
  });
  return { id, email: user.email.toLowerCase(), password, totpSecret };
}

async function createUsers(
  transaction: Transaction,
  kek: Buffer,
  organisationId: string,
  users: readonly User[],
): Promise<CreatedUser[]> {
  const created: CreatedUser[] = [];
  for (const user of users) created.push(await createUser(transaction, kek, organisationId, user));
  return created;
}

type Granted = { contractId: string; tenantId: string };

async function createCentre(
  transaction: Transaction,
  kek: Buffer,
  centre: NonNullable<CreateInput['centre']>,
  granted: Granted,
) {
  const id = centre.id ?? randomUUID();
  await addOrganisation(transaction, { id, kind: 'ident_centre', name: centre.name });
  await grantContract(transaction, { organisationId: id, ...granted });
  const users = await createUsers(transaction, kek, id, centre.users);
  await addAuditEvent(transaction, {
    organisationId: id,
    actor: provisioner,
    action: 'organisation.created',
    subject: { kind: 'organisation', id },
    payload: { ...granted, users: users.length },
  });
  return { id, users };
}

/**
 * Makes a tenant and what belongs to it, all or nothing. The contract is a draft: it goes live when the evidence key
 * has opened its test object.
 * @param sql as owner of the schema
 * @throws Refused `no_recipient_list` when the list is not by this root for this tenant and contract
 */
export async function create(sql: Sql, kek: Buffer, input: CreateInput): Promise<Created> {
  const tenantId = input.tenant.id ?? randomUUID();
  const contractId = input.contract.id ?? randomUUID();
  const { rootKey } = input.tenant;
  const tenant = {
    id: tenantId,
    name: input.tenant.name,
    rootKey,
    rootFingerprint: await rootFingerprint(await importVerifyKey(rootKey)),
  };
  const { ruleset, recipientList, ...contract } = input.contract;
  const list = recipientList === null ? null : await verifyList(tenant, contractId, recipientList, 0);
  const { id: rulesetId, version: rulesetVersion } = latestRuleset(ruleset);
  return sql.begin(async transaction => {
    await addTenant(transaction, tenant);
    await addContract(transaction, {
      ...contract,
      id: contractId,
      tenantId,
      ruleset: rulesetId,
      rulesetVersion,
      recipientList,
      recipientListVersion: list?.version ?? 0,
    });
    const users = await createUsers(transaction, kek, tenantId, input.users);
    const granted = { contractId, tenantId };
    const centre = input.centre && (await createCentre(transaction, kek, input.centre, granted));
    const apiKey = await makeApiKey(transaction, {
      tenantId,
      label: input.apiKeyLabel,
      scopes: apiScopes,
      days: apiKeyDaysDefault,
    });
    await addAuditEvent(transaction, {
      organisationId: tenantId,
      actor: provisioner,
      action: 'tenant.created',
      subject: { kind: 'tenant', id: tenantId },
      payload: { contractId, users: users.length },
    });
    return { tenant: { id: tenantId }, contract: { id: contractId }, users, centre, apiKey };
  });
}
