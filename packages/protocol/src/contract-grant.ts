import { z } from 'zod';
import type { ConsoleEndpoint } from './endpoint.ts';
import { list } from './list.ts';
import { id, instant, localized } from './primitives.ts';
import { rulesetIds } from './rulesets.ts';

export const contractName = z.string().trim().min(1).max(200);

/** A contract and who identifies under it. */
export const contractGrantsView = z.strictObject({
  id,
  tenant: z.strictObject({ id, name: z.string() }),
  name: z.string(),
  purpose: localized,
  ruleset: z.strictObject({ id: z.enum(rulesetIds), version: z.int() }),
  status: z.enum(['draft', 'live']),
  grants: z.array(
    z.strictObject({
      organisationId: id,
      /** Null: not one's own to see. */
      name: z.string().nullable(),
      grantedAt: instant,
    }),
  ),
});
export type ContractGrantsView = z.infer<typeof contractGrantsView>;
export const contractGrantsList = list(contractGrantsView);

/** The contract is a draft without recipients: those are the tenant's to name. */
export const newContract = z.strictObject({
  tenantId: id,
  name: contractName,
  purpose: localized,
  ruleset: z.enum(rulesetIds),
});
export type NewContractRequest = z.infer<typeof newContract>;

/** An ident centre. */
const toWhom = z.strictObject({ organisationId: id });

export const contractGrantApi = {
  listContractGrants: {
    action: 'grant_contracts',
    method: 'get',
    path: '/api/console/contract-grants',
    summary: 'Contracts of one’s tenants, and which ident centres identify under them',
    status: 200,
    reply: contractGrantsList,
    refusals: ['not_permitted'],
  },
  createContract: {
    action: 'manage_contracts',
    method: 'post',
    path: '/api/console/contracts',
    summary: 'A draft; its tenant’s compliance names the recipients and lets it go live',
    body: newContract,
    status: 201,
    reply: z.strictObject({ id }),
    refusals: ['not_permitted', 'not_found', 'no_root'],
  },
  grantContract: {
    action: 'grant_contracts',
    method: 'post',
    path: '/api/console/contracts/{id}/grant',
    summary: 'From now on the ident centre’s agents are offered its customers; may be repeated',
    body: toWhom,
    status: 204,
    refusals: ['not_permitted', 'not_found'],
  },
  withdrawGrant: {
    action: 'grant_contracts',
    method: 'post',
    path: '/api/console/contracts/{id}/grant-withdrawal',
    summary: 'No more of its customers are offered; calls that are under way go on; may be repeated',
    body: toWhom,
    status: 204,
    refusals: ['not_permitted', 'not_found'],
  },
} as const satisfies Record<string, ConsoleEndpoint>;
