import { randomUUID } from 'node:crypto';
import {
  addAuditEvent,
  addIdentification,
  asTenant,
  findContract,
  findIdentification,
  removeDataKey,
  type Actor,
} from '@visavis/db';
import type { OrderedView, OrderRequest } from '@visavis/protocol';
import type { Context } from '../context.ts';
import { customerUrl, linkDays, newToken, tokenSha384 } from '../domain/link.ts';
import { personPlace } from '../sealing/personal-data.ts';
import { orNotFound, Refused } from './refused.ts';
import { viewIdentification } from './views.ts';

/**
 * Stores an ordered identification with its person sealed under a new data key.
 * @returns the only answer that ever holds the customer's link
 * @throws Refused `not_found` for a contract of someone else, `contract_not_live`
 */
export async function placeOrder(
  context: Context,
  { tenantId, actor, body }: { tenantId: string; actor: Actor; body: OrderRequest },
): Promise<OrderedView> {
  const { sql, keys, personalData, config } = context;
  const contract = await asTenant(sql, tenantId, async transaction =>
    orNotFound(await findContract(transaction, body.contractId)),
  );
  if (contract.status !== 'live') throw new Refused('contract_not_live');
  const id = randomUUID();
  const token = newToken();
  await personalData.createKey(id);
  try {
    const { person, contact, reference } = body;
    const personSealed = await personalData.seal(id, personPlace(id), { v: 1, person, contact, reference });
    const identification = await asTenant(sql, tenantId, async transaction => {
      await addIdentification(transaction, {
        id,
        tenantId,
        contractId: contract.id,
        ruleset: contract.ruleset,
        rulesetVersion: contract.rulesetVersion,
        language: body.language,
        personSealed,
        tokenSha384: tokenSha384(token),
        linkDays,
      });
      const stored = orNotFound(await findIdentification(transaction, id));
      await addAuditEvent(transaction, {
        organisationId: tenantId,
        actor,
        action: 'identification.ordered',
        subject: { kind: 'identification', id },
        payload: { contractId: contract.id },
      });
      return stored;
    });
    return {
      identification: viewIdentification(identification),
      customerUrl: customerUrl(config.customerOrigin, id, token),
    };
  } catch (error) {
    // the two databases share no transaction: a key without a row opens nothing, and goes
    await removeDataKey(keys, id);
    throw error;
  }
}
