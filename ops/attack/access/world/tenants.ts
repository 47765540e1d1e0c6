import { randomUUID } from 'node:crypto';
import {
  generateEvidenceKeyFile,
  generateRootKeyFile,
  loadEvidenceKeyFile,
  loadRootKeyFile,
  signRecipientList,
  type Root,
} from '@visavis/e2ee';
import { addCentreRow, addOrganisationRow, addSiteRow } from '@visavis/test-kit/organisations';
import { makeCall, makeDevice, type Device } from './call.ts';
import { ask } from './http.ts';
import type { People, Person } from './people.ts';
import type { Core } from './world.ts';

export type TenantWorld = {
  tenantId: string;
  contractId: string;
  apiKey: string;
  root: Root;
  /** The ident centre that works for it. */
  centreId: string;
  /** Its agent, who is in a call. */
  agent: Person;
  agentCookie: string;
  device: Device;
  calledIdentificationId: string;
  attemptId: string;
  /** Waits for its customer. */
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

/** As the root signs it. */
async function firstList(tenantId: string, contractId: string, root: Root): Promise<string> {
  const { recipient } = await loadEvidenceKeyFile(await generateEvidenceKeyFile(tenantId, new Date()));
  const expires = Math.floor(Date.now() / 1000) + 86_400;
  const list = { tenant: tenantId, contract: contractId, version: 1, expires, threshold: 1 };
  return signRecipientList({ ...list, recipients: [recipient] }, root.privateKey);
}

async function order({ processes }: Core, apiKey: string, contractId: string) {
  const ordered = await ask({
    url: processes[0].customerUrl,
    method: 'POST',
    path: '/api/v1/identifications',
    headers: { authorization: `Bearer ${apiKey}` },
    body: orderFor(contractId),
  });
  if (ordered.status !== 201) throw new Error(`order: ${ordered.status} ${ordered.text}`);
  const { identification, customerUrl } = ordered.json as {
    identification: { id: string };
    customerUrl: string;
  };
  return { identificationId: identification.id, customerUrl };
}

/**
 * A tenant with a live contract, an ident centre whose agent is in a call, and one identification that was ordered.
 * @param text stands as every name there is
 */
export async function makeTenant(core: Core, people: People, text?: string): Promise<TenantWorld> {
  const { house, owner, context } = core;
  const { create } = await house.load('services/signaling/src/provision/create.ts');
  const [tenantId, contractId] = [randomUUID(), randomUUID()];
  const root = await loadRootKeyFile(await generateRootKeyFile(tenantId, new Date()));
  const created = await create(owner, context.config.dataKek, {
    tenant: { id: tenantId, name: text ?? `Bank ${tenantId.slice(0, 4)}`, rootKey: root.publicJwk },
    contract: {
      id: contractId,
      name: text ?? 'Accounts',
      purpose: { de: text ?? 'Kontoeröffnung', en: text ?? 'Opening an account' },
      ruleset: 'basic',
      retentionDays: 60,
      purgeOnAcknowledge: false,
      recipientList: await firstList(tenantId, contractId, root),
    },
    users: [],
    centre: null,
    apiKeyLabel: text ?? 'attack',
  });
  await owner`update contract set status = 'live', live_at = now() where id = ${contractId}`;
  const centreId = await addCentreRow(owner, { tenantId, contractId });
  if (text !== undefined) await owner`update organisation set name = ${text} where id = ${centreId}`;
  const agent = await people.make(centreId, ['agent'], text === undefined ? {} : { name: text });
  const whose = { userId: agent.id, organisationId: centreId, tenantId };
  const device = await makeDevice(owner, { ...whose, root });
  const here = { agentIds: [agent.id] };
  const siteId = await addSiteRow(
    owner,
    centreId,
    text === undefined ? here : { ...here, name: text.slice(0, 80) },
  );
  const { key: apiKey, id: apiKeyId } = created.apiKey;
  const [ordered, called] = [await order(core, apiKey, contractId), await order(core, apiKey, contractId)];
  const { identificationId: calledIdentificationId } = called;
  const { attemptId, artefactId } = await makeCall(owner, {
    ...whose,
    identificationId: calledIdentificationId,
    deviceId: device.id,
  });
  const agentCookie = await people.signIn(agent);
  const [session] = await owner<{ handle: string }[]>`select handle from session where user_id = ${agent.id}`;
  return {
    ...ordered,
    tenantId,
    contractId,
    apiKey,
    root,
    centreId,
    agent,
    agentCookie,
    device,
    calledIdentificationId,
    attemptId,
    ids: {
      organisation: tenantId,
      centre: centreId,
      contract: contractId,
      identification: ordered.identificationId,
      'identification in a call': calledIdentificationId,
      attempt: attemptId,
      artefact: artefactId,
      user: agent.id,
      device: device.id,
      site: siteId,
      'API key': apiKeyId,
      session: session?.handle ?? '',
    },
  };
}

export const makeReseller = ({ owner }: Core): Promise<string> => addOrganisationRow(owner, 'reseller');

/** There is one. */
export async function theOperator({ owner }: Core): Promise<string> {
  const [found] = await owner<{ id: string }[]>`select id from organisation where kind = 'operator'`;
  return found?.id ?? addOrganisationRow(owner, 'operator');
}
