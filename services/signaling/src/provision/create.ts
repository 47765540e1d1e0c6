import { randomBytes, randomUUID } from 'node:crypto';
import { addAuditEvent, addStaff, type Sql, type Transaction } from '@visavis/db';
import { apiKeyDaysDefault, apiScopes, type RulesetId } from '@visavis/protocol';
import { issueApiKey } from '../access/api-key.ts';
import { hashPassword } from '../access/password/argon2.ts';
import { newTotpSecret, sealTotpSecret } from '../access/totp.ts';
import { recordTraining } from '../access/training.ts';
import { createContract, grant } from '../administration/contract.ts';
import { createOrganisation, enterRoot } from '../administration/organisation.ts';
import { verifyList } from '../trust/recipient-list.ts';
import type { Created, CreatedUser, CreateInput } from './input.ts';

export const provisioner = { kind: 'service', id: 'provision' } as const;

type User = CreateInput['users'][number];

/** What accounts are made with: the key that seals their authenticators, and the hash of their passwords. */
type Means = { kek: Buffer; hash: (password: string) => Promise<string> };

async function createUser(
  transaction: Transaction,
  { kek, hash }: Means,
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
    passwordHash: await hash(password),
    passwordMustChange: user.passwordMustChange,
    totpSecretSealed: sealTotpSecret(kek, id, totpSecret),
  });
  await addAuditEvent(transaction, {
    organisationId,
    actor: provisioner,
    action: 'account.created',
    subject: { kind: 'user', id },
    payload: { roles: user.roles },
  });
  return { id, email: user.email.toLowerCase(), password, totpSecret };
}

async function createUsers(
  transaction: Transaction,
  means: Means,
  organisationId: string,
  users: readonly User[],
): Promise<CreatedUser[]> {
  const created: CreatedUser[] = [];
  for (const user of users) created.push(await createUser(transaction, means, organisationId, user));
  return created;
}

async function createCentre(
  transaction: Transaction,
  means: Means,
  { name, users, trainedUntil: validUntil }: NonNullable<CreateInput['centre']>,
  { ruleset, ...contract }: { id: string; tenantId: string; ruleset: RulesetId },
) {
  const centre = { kind: 'ident_centre', name, resellerId: null } as const;
  const { id } = await createOrganisation(transaction, centre, provisioner);
  await grant(transaction, contract, id, provisioner);
  const created = await createUsers(transaction, means, id, users);
  for (const [index, { id: userId }] of created.entries())
    if (validUntil !== null && users[index]?.roles.includes('agent'))
      await recordTraining(transaction, { organisationId: id, userId, ruleset, validUntil }, provisioner);
  return { id, users: created };
}

/**
 * Makes a tenant and what belongs to it, all or nothing. The contract is a draft: it goes live when the evidence key
 * has opened its test object.
 * @param sql as owner of the schema
 * @throws Refused `no_recipient_list` when the list is not by this root for this tenant and contract
 */
export async function create(
  sql: Sql,
  kek: Buffer,
  input: CreateInput,
  hash = hashPassword,
): Promise<Created> {
  const means = { kek, hash };
  const tenant = { ...input.tenant, id: input.tenant.id ?? randomUUID() };
  const contract = { id: input.contract.id ?? randomUUID(), tenantId: tenant.id };
  const { recipientList, ruleset } = input.contract;
  const list = recipientList === null ? null : await verifyList(tenant, contract.id, recipientList, 0);
  const recipientListVersion = list?.version ?? 0;
  return sql.begin(async transaction => {
    const organisation = { id: tenant.id, kind: 'tenant', name: tenant.name } as const;
    await createOrganisation(transaction, { ...organisation, resellerId: null }, provisioner);
    await enterRoot(transaction, organisation, tenant.rootKey, provisioner);
    await createContract(transaction, { ...input.contract, ...contract, recipientListVersion }, provisioner);
    const users = await createUsers(transaction, means, tenant.id, input.users);
    const centre =
      input.centre && (await createCentre(transaction, means, input.centre, { ...contract, ruleset }));
    const key = { label: input.apiKeyLabel, scopes: apiScopes, days: apiKeyDaysDefault };
    const apiKey = await issueApiKey(transaction, tenant.id, key, provisioner);
    return { tenant: { id: tenant.id }, contract: { id: contract.id }, users, centre, apiKey };
  });
}
