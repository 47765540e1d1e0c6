import type { ConsoleRoute } from '../../mount.ts';
import { createContract } from './create-contract.ts';
import { grantContract } from './grant-contract.ts';
import { listContractGrants } from './list-contract-grants.ts';
import { withdrawGrant } from './withdraw-grant.ts';

export const contractGrantRoutes: readonly ConsoleRoute[] = [
  listContractGrants,
  createContract,
  grantContract,
  withdrawGrant,
];
