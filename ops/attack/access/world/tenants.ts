import { randomUUID } from 'node:crypto';
import {
  generateEvidenceKeyFile,
  generateRootKeyFile,
  loadEvidenceKeyFile,
  loadRootKeyFile,
  signRecipientList,
  type Root,
} from '@visavis/e2ee';
import {
  addCentreRow,
  addDeviceRow,
  addOrganisationRow,
  addPersonRow,
} from '@visavis/test-kit/organisations';
import { ask } from './http.ts';
import type { Core } from './world.ts';

export type TenantWorld = {
  tenantId: string;
  contractId: string;
  apiKey: string;
  root: Root;
  /** A recipient list of the next version, as the root signs it. */
  signList: (version: number, key?: CryptoKey) => Promise<string>;
  /** The ident centre that works for it. */
  centreId: string;
  identificationId: string;
  /** `{customer origin}/i/{id}#{token}` */
  customerUrl: string;
  /** Ids of all kinds that belong to this tenant or its ident centre, by kind. */
  ids: Record<string, string>;
};

export const orderFor = (contractId: string) => ({
  contractId,
  language: 'en',
  reference: 'A-17',
  person: { givenNames: 'Anna Maria', familyName: 'Eriksson', birthDate: '1974-08-12', nationality: 'UTO' },
  contact: { email: 'anna@example.test' },
});

/**
 * A tenant with a live contract, an ident centre, a person and a device of it, and one ordered identification.
 * @param text stands as every name there is
 */
export async function makeTenant(core: Core, text?: string): Promise<TenantWorld> {
  const { house, owner, context, processes } = core;
  const { create } = await house.load('services/signaling/src/provision/create.ts');
  const [tenantId, contractId] = [randomUUID(), randomUUID()];
  const root = await loadRootKeyFile(await generateRootKeyFile(tenantId, new Date()));
  const { recipient } = await loadEvidenceKeyFile(await generateEvidenceKeyFile(tenantId, new Date()));
  const signList = (version: number, key = root.privateKey) =>
    signRecipientList(
      {
        tenant: tenantId,
        contract: contractId,
        version,
        expires: Math.floor(Date.now() / 1000) + 86_400,
        threshold: 1,
        recipients: [recipient],
      },
      key,
    );
  const created = await create(owner, context.config.dataKek, {
    tenant: { id: tenantId, name: text ?? `Bank ${tenantId.slice(0, 4)}`, rootKey: root.publicJwk },
    contract: {
      id: contractId,
      name: text ?? 'Accounts',
      purpose: { de: text ?? 'Kontoeröffnung', en: text ?? 'Opening an account' },
      ruleset: 'basic',
      retentionDays: 60,
      purgeOnAcknowledge: false,
      recipientList: await signList(1),
    },
    users: [],
    centre: null,
    apiKeyLabel: text ?? 'attack',
  });
  await owner`update contract set status = 'live', live_at = now() where id = ${contractId}`;
  const centreId = await addCentreRow(owner, { tenantId, contractId });
  if (text !== undefined) await owner`update organisation set name = ${text} where id = ${centreId}`;
  const clerk = await addPersonRow(owner, centreId, text === undefined ? {} : { name: text });
  const deviceId = await addDeviceRow(owner, clerk);
  const ordered = await ask({
    url: processes[0].customerUrl,
    method: 'POST',
    path: '/api/v1/identifications',
    headers: { authorization: `Bearer ${created.apiKey.key}` },
    body: orderFor(contractId),
  });
  if (ordered.status !== 201) throw new Error(`order: ${ordered.status} ${ordered.text}`);
  const { identification, customerUrl } = ordered.json as {
    identification: { id: string };
    customerUrl: string;
  };
  return {
    tenantId,
    contractId,
    apiKey: created.apiKey.key,
    root,
    signList,
    centreId,
    identificationId: identification.id,
    customerUrl,
    ids: {
      organisation: tenantId,
      centre: centreId,
      contract: contractId,
      identification: identification.id,
      user: clerk.userId,
      device: deviceId,
      apiKey: created.apiKey.id,
    },
  };
}

export const makeReseller = ({ owner }: Core): Promise<string> => addOrganisationRow(owner, 'reseller');

/** There is one. */
export async function theOperator({ owner }: Core): Promise<string> {
  const [found] = await owner<{ id: string }[]>`select id from organisation where kind = 'operator'`;
  return found?.id ?? addOrganisationRow(owner, 'operator');
}
