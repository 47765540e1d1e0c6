import { randomUUID } from 'node:crypto';
import type {
  agentRequests,
  callRequests,
  consoleApi,
  customerRequests,
  supervisorRequests,
  tenantApi,
} from '@visavis/protocol';
import { dtls, receives, vp8 } from '../live/media.ts';
import type { Estate } from './estates.ts';

/*
 * One well-formed request for every endpoint and event there is: whoever adds one adds it here, or this does not compile.
 * `of`: whose the thing is that it names; undefined: it names none.
 */

export type Sample = {
  of?:
    | 'tenant'
    /** Somebody or something of the ident centre that works for the tenant. */
    | 'worker'
    /** The agent of the call's own. */
    | 'agent';
  request: (estate: Estate) => { id?: string; number?: number; query?: string; body?: unknown };
};

const digest = 'A'.repeat(64);
const jws = 'a.b.c';
const factors = { password: 'not the password', totp: '000000' };
const named = (of: Sample['of'], key: keyof Estate, body?: unknown): Sample => ({
  ...(of === undefined ? {} : { of }),
  request: estate => ({ id: estate[key], ...(body === undefined ? {} : { body }) }),
});
const nothing: Sample = { request: () => ({}) };
const plain = (body: unknown): Sample => ({ request: () => ({ body }) });
const order = ({ contractId }: Estate) => ({
  body: {
    contractId,
    language: 'en',
    reference: 'A-17',
    person: { givenNames: 'A', familyName: 'B', birthDate: '1974-08-12', nationality: 'UTO' },
    contact: { email: 'anna@example.test' },
  },
});
const wrappedKey = {
  recipient: 'r',
  suite: 'ECDH-ES+A256KW',
  jwe: { protected: 'A', encrypted_key: 'A', iv: 'A', ciphertext: 'A', tag: 'A', aad: 'A' },
};

const site = { ranges: ['127.0.0.0/8', '::1'], attestations: ['alone_in_closed_room'] };
const today = new Date().toISOString().slice(0, 10);

export const consoleSamples: Record<keyof typeof consoleApi, Sample> = {
  signIn: plain({ email: 'a@example.test', ...factors }),
  signOut: nothing,
  readSession: nothing,
  useSession: nothing,
  listSessions: nothing,
  // only one's own sessions can be named
  endSession: { request: () => ({ id: randomUUID(), body: {} }) },
  endOtherSessions: plain({}),
  confirmSession: plain({}),
  readInvitation: plain({ token: 'A'.repeat(43) }),
  acceptInvitation: plain({ token: 'A'.repeat(43), ...factors }),
  readAccount: nothing,
  // not well-formed, which is told after who may: factors would be judged, and that takes long
  changePassword: plain({}),
  beginTotpChange: plain({}),
  confirmTotpChange: plain({ totp: '000000' }),
  renewRecoveryCodes: plain({}),
  requestPasskey: nothing,
  listPasskeys: nothing,
  beginPasskey: plain({}),
  addPasskey: plain({}),
  // only one's own passkeys can be named
  renamePasskey: { request: () => ({ id: randomUUID(), body: { name: 'Key' } }) },
  removePasskey: { request: () => ({ id: randomUUID(), body: {} }) },
  listTenants: nothing,
  // a role that the person lacks is refused by its field
  registerDevice: plain({ publicKey: { kty: 'EC', crv: 'P-384', x: digest, y: digest } }),
  readDevice: named('agent', 'deviceId'),
  certifyDevice: named('worker', 'deviceId', { certificate: jws }),
  orderIdentification: { of: 'tenant', request: order },
  listIdentifications: nothing,
  readEvidence: named('tenant', 'endedId'),
  listContracts: nothing,
  previewRetention: {
    of: 'tenant',
    request: ({ contractId }) => ({ id: contractId, query: '?days=30' }),
  },
  changeRetention: named('tenant', 'contractId', { days: 61 }),
  demandPasskeys: named('tenant', 'contractId', { required: false }),
  readTestObject: named('tenant', 'contractId'),
  openTestObject: named('tenant', 'contractId', { opened: 'AAAA' }),
  replaceRecipientList: named('tenant', 'contractId', { jws }),
  listDue: nothing,
  listReceipts: nothing,
  readReceiptKey: nothing,
  registerArtefact: {
    of: 'agent',
    request: ({ attemptId }) => ({
      body: {
        artefactId: randomUUID(),
        attemptId,
        kind: 'recording',
        step: null,
        keyCommitment: digest,
        wrappedKeys: [wrappedKey],
      },
    }),
  },
  takeSlot: named('agent', 'artefactId', { number: 1, bytes: 1, sha384: digest, last: false }),
  confirmStored: { of: 'agent', request: ({ artefactId }) => ({ id: artefactId, number: 0 }) },
  addManifest: { of: 'agent', request: ({ attemptId }) => ({ body: { attemptId, number: 0, jws } }) },
  listDevices: nothing,
  // of another key: told after whose it is
  approveDevice: named('worker', 'deviceId', { fingerprint: '0'.repeat(32) }),
  revokeDevice: named('worker', 'spareDeviceId'),
  listUsers: nothing,
  inviteUser: {
    of: 'worker',
    request: ({ centreId: organisationId }) => ({
      body: { organisationId, email: `${randomUUID()}@example.test`, name: 'Agent', roles: ['agent'] },
    }),
  },
  resetUser: named('worker', 'colleagueId', { password: true, totp: false }),
  unlockUser: named('worker', 'colleagueId'),
  disableUser: named('worker', 'colleagueId'),
  enableUser: named('worker', 'colleagueId'),
  changeUserRoles: named('worker', 'colleagueId', { roles: ['agent', 'supervisor'] }),
  listOrganisations: nothing,
  createOrganisation: plain({ kind: 'ident_centre', name: 'Centre' }),
  // no point of the curve: told after whose it is
  setTenantRoot: named('tenant', 'tenantId', { rootKey: { kty: 'EC', crv: 'P-384', x: digest, y: digest } }),
  renameOrganisation: named('tenant', 'tenantId', { name: 'Bank' }),
  createReseller: plain({ name: 'Partner' }),
  listContractGrants: nothing,
  createContract: {
    of: 'tenant',
    request: ({ tenantId }) => ({
      body: { tenantId, name: 'Loans', purpose: { de: 'Kredit', en: 'Loan' }, ruleset: 'basic' },
    }),
  },
  grantContract: {
    of: 'tenant',
    request: ({ contractId: id, centreId: organisationId }) => ({ id, body: { organisationId } }),
  },
  // of nobody, so that the ident centre goes on
  withdrawGrant: {
    of: 'tenant',
    request: ({ contractId: id }) => ({ id, body: { organisationId: randomUUID() } }),
  },
  listSites: nothing,
  // from here on nobody is kept from the sites of this machine
  addSite: { request: () => ({ body: { ...site, name: randomUUID() } }) },
  changeSite: { of: 'worker', request: ({ siteId }) => ({ id: siteId, body: { ...site, name: siteId } }) },
  removeSite: named('worker', 'spareSiteId'),
  listTrainings: nothing,
  recordTraining: named('worker', 'agentId', { ruleset: 'basic', validUntil: today }),
  listApiKeys: nothing,
  createApiKey: plain({ label: 'key', scopes: ['evidence:read'] }),
  rotateApiKey: named('tenant', 'apiKeyId', { overlapDays: 1 }),
  revokeApiKey: named('tenant', 'apiKeyId'),
  listAuditEvents: nothing,
  exportAuditEvents: nothing,
  verifyAuditChain: nothing,
  decide: { of: 'agent', request: ({ attemptId }) => ({ body: { attemptId, outcome: 'verified', jws } }) },
};

export const tenantSamples: Record<keyof typeof tenantApi, Sample> = {
  orderIdentification: { of: 'tenant', request: order },
  readIdentification: named('tenant', 'identificationId'),
  readEvidence: named('tenant', 'endedId'),
  acknowledgeIdentification: named('tenant', 'endedId'),
};

type Events<Table> = Record<keyof Table, (estate: Estate) => Record<string, unknown>>;
const attempt = ({ attemptId }: Estate) => ({ attemptId });
const device = ({ deviceId }: Estate) => ({ deviceId });

/** In the order in which they are asked: who has left is no longer in the call. */
const callSamples: Events<typeof callRequests> = {
  'call:join': attempt,
  'call:connect': e => ({ ...attempt(e), direction: 'send', dtlsParameters: dtls }),
  'call:restart_ice': e => ({ ...attempt(e), direction: 'send', number: 1 }),
  'call:produce': e => ({ ...attempt(e), slot: 'camera', rtpParameters: vp8(1) }),
  'call:produce_data': e => ({
    ...attempt(e),
    channel: 'control',
    sctpStreamParameters: { streamId: 0, ordered: true },
  }),
  'call:receive': e => ({ ...attempt(e), rtpCapabilities: receives }),
  'call:resume': e => ({ ...attempt(e), consumerId: 'c' }),
  'call:key_frame': e => ({ ...attempt(e), consumerId: 'c' }),
  'call:relay': e => ({ ...attempt(e), to: 'customer', payload: 'AAAA' }),
  'call:leave': e => ({ ...attempt(e), reason: 'agent_left' }),
};

export const agentSamples: Events<typeof agentRequests> = {
  'shift:attest': () => ({ attestation: 'alone_in_closed_room' }),
  'agent:ready': device,
  'agent:pause': () => ({}),
  'offer:accept': attempt,
  'offer:decline': attempt,
  'agreement:completed': e => ({ ...attempt(e), transcript: digest }),
  'step:record': e => ({ ...attempt(e), step: 'face', status: 'done', transcript: digest }),
  'step:show': e => ({ ...attempt(e), step: 'face' }),
  ...callSamples,
};

export const supervisorSamples: Events<typeof supervisorRequests> = {
  'supervise:join': e => ({ ...attempt(e), ...device(e) }),
  ...callSamples,
  'supervise:leave': attempt,
};

export const customerSamples: Events<typeof customerRequests> = {
  ...callSamples,
  'call:relay': e => ({ ...attempt(e), to: 'agent', payload: 'AAAA' }),
  'queue:enter': () => ({ consentVersion: 1, language: 'de' }),
  'queue:leave': () => ({}),
};
