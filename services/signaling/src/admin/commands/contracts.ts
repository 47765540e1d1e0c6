import {
  findContract,
  findOrganisation,
  findTenant,
  listContractGrants,
  type Contract,
  type Transaction,
} from '@visavis/db';
import { contractName, localized, rulesetIds } from '@visavis/protocol';
import { z } from 'zod';
import { createContract, grant, withdraw } from '../../administration/contract.ts';
import { orNotFound, Refused } from '../../http/refused.ts';
import { command, commandLine, table } from '../command.ts';

const grantOptions = z.strictObject({ contract: z.uuid(), identCentre: z.uuid() });

const grantCommand = (
  summary: string,
  text: string,
  work: (transaction: Transaction, contract: Contract, organisationId: string) => Promise<void>,
) =>
  command({
    summary,
    options: grantOptions,
    run: ({ act }, { contract: contractId, identCentre }) =>
      act(async transaction => {
        await work(transaction, orNotFound(await findContract(transaction, contractId)), identCentre);
        return { json: { contractId, organisationId: identCentre }, text };
      }),
  });

export const contractCommands = {
  'create-contract': command({
    summary: 'Make a draft of a contract; its tenant’s compliance lets it go live',
    options: z.strictObject({
      tenant: z.uuid(),
      name: contractName,
      purposeDe: localized.shape.de,
      purposeEn: localized.shape.en,
      ruleset: z.enum(rulesetIds).default('basic'),
    }),
    run: ({ act }, { tenant: tenantId, purposeDe: de, purposeEn: en, ...contract }) =>
      act(async transaction => {
        const { kind } = orNotFound(await findOrganisation(transaction, tenantId));
        if (kind !== 'tenant') throw new Refused('not_found');
        if (!(await findTenant(transaction, tenantId))) throw new Refused('no_root');
        const draft = { ...contract, tenantId, purpose: { de, en } };
        const { id } = await createContract(transaction, draft, commandLine);
        return { json: { id }, text: id };
      }),
  }),
  grant: grantCommand(
    'Let an ident centre identify under a contract',
    'The ident centre’s agents are offered the contract’s customers from now on.',
    (transaction, contract, centre) => grant(transaction, contract, centre, commandLine),
  ),
  'withdraw-grant': grantCommand(
    'Let it identify under it no more; calls that are under way go on',
    'The ident centre’s agents are offered no more of the contract’s customers.',
    (transaction, contract, centre) => withdraw(transaction, contract, centre, commandLine),
  ),
  'list-contracts': command({
    summary: 'All contracts, and who identifies under them',
    options: z.strictObject({}),
    run: async ({ act }) => {
      const items = await act(listContractGrants);
      return {
        json: { items },
        text: table([
          ['ID', 'TENANT', 'NAME', 'STATUS', 'IDENT CENTRES'],
          ...items.map(({ id, tenantName, name, status, grants }) => [
            ...[id, tenantName, name, status],
            grants.map(granted => granted.name ?? granted.organisationId).join(', ') || '-',
          ]),
        ]),
      };
    },
  }),
};
