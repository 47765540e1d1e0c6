import { randomBytes, randomUUID } from 'node:crypto';
import {
  addApiKey,
  addAuditEvent,
  addContract,
  addStaff,
  addTenant,
  type Sql,
  type Transaction,
} from '@visavis/db';
import { importVerifyKey, rootFingerprint } from '@visavis/e2ee';
import { latestRuleset } from '@visavis/protocol';
import { apiKeySha384, newApiKey } from '../access/api-key.ts';
import { hashPassword } from '../access/password/argon2.ts';
import { newTotpSecret, sealTotpSecret } from '../access/totp.ts';
import { verifyList } from '../trust/recipient-list.ts';
import type { Created, CreateInput } from './input.ts';

export const provisioner = { kind: 'service', id: 'provision' } as const;

type User = CreateInput['users'][number];

async function createUser(transaction: Transaction, kek: Buffer, tenantId: string, user: User) {
  const id = user.id ?? randomUUID();
  const password = randomBytes(18).toString('base64url');
  const totpSecret = newTotpSecret();
  await addStaff(transaction, {
    id,
    tenantId,
    email: user.email,
    name: user.name,
    roles: user.roles,
    passwordHash: await hashPassword(password),
    passwordMustChange: user.passwordMustChange,
    totpSecretSealed: sealTotpSecret(kek, id, totpSecret),
  });
  return { id, email: user.email.toLowerCase(), password, totpSecret };
}

async function createApiKey(transaction: Transaction, tenantId: string, label: string) {
  const key = newApiKey();
  const id = randomUUID();
  await addApiKey(transaction, { id, tenantId, label, secretSha384: apiKeySha384(key) });
  return { id, key };
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
    const users: Created['users'] = [];
    for (const user of input.users) users.push(await createUser(transaction, kek, tenantId, user));
    const apiKey = await createApiKey(transaction, tenantId, input.apiKeyLabel);
    await addAuditEvent(transaction, {
      tenantId,
      actor: provisioner,
      action: 'tenant.created',
      subject: { kind: 'tenant', id: tenantId },
      payload: { contractId, users: users.length },
    });
    return { tenant: { id: tenantId }, contract: { id: contractId }, users, apiKey };
  });
}
