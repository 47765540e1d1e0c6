import { z } from 'zod';
import {
  accountView,
  invitationAcceptance,
  invitationRequest,
  invitationView,
  ownFactors,
  passwordChange,
  recoveryCodes,
  signInRequest,
  totpConfirmation,
  totpEnrolment,
} from './account.ts';
import {
  certifiedDevice,
  deviceCertificate,
  deviceRequest,
  deviceTenant,
  deviceView,
  dueView,
  receiptKey,
  receiptView,
  sessionView,
} from './console.ts';
import {
  contractView,
  recipientListRequest,
  retentionChange,
  retentionDays,
  retentionPreview,
  testObject,
  testObjectOpened,
} from './contract.ts';
import { artefactRequest, manifestRequest, slotRequest, slotView } from './evidence.ts';
import {
  decisionRequest,
  identificationStatus,
  identificationView,
  orderRequest,
  orderedView,
} from './identification.ts';
import type { RefusalCode } from './result.ts';

/**
 * Both REST interfaces as data: the server mounts them, clients and the OpenAPI document are made from them.
 * Paths carry parameters as `{name}`; every parameter is an id unless `params` says otherwise.
 */
export type Endpoint = {
  method: 'get' | 'post' | 'patch';
  path: string;
  summary: string;
  params?: z.ZodType<Record<string, unknown>>;
  query?: z.ZodType;
  body?: z.ZodType;
  status: number;
  /** Absent: no content, or `binary`. */
  reply?: z.ZodType;
  /** Media type of a reply that is no JSON. */
  binary?: string;
  /** Beyond those any call may meet: invalid_request, unauthenticated, too_large, too_many_requests, internal. */
  refusals: readonly RefusalCode[];
};

const archive = 'application/zip';

/** What a tenant's own systems call, with `Authorization: Bearer {API key}`. */
export const tenantApi = {
  orderIdentification: {
    method: 'post',
    path: '/api/v1/identifications',
    summary: 'Order an identification and get the customer’s link, this once',
    body: orderRequest,
    status: 201,
    reply: orderedView,
    refusals: ['not_found', 'contract_not_live'],
  },
  readIdentification: {
    method: 'get',
    path: '/api/v1/identifications/{id}',
    summary: 'State and outcome; after the purge, when it was deleted',
    status: 200,
    reply: identificationStatus,
    refusals: ['not_found'],
  },
  readEvidence: {
    method: 'get',
    path: '/api/v1/identifications/{id}/evidence',
    summary: 'Sealed artefacts, manifests and wrapped keys as one archive; index.json first',
    status: 200,
    binary: archive,
    refusals: ['not_found', 'wrong_state', 'purge_claimed'],
  },
  acknowledgeIdentification: {
    method: 'post',
    path: '/api/v1/identifications/{id}/acknowledge',
    summary: 'Say that the result was taken over; due at once if the contract says so',
    status: 200,
    reply: identificationView,
    refusals: ['not_found', 'wrong_state', 'purge_claimed'],
  },
} as const satisfies Record<string, Endpoint>;

const list = <T extends z.ZodType>(items: T) => z.strictObject({ items: z.array(items) });

export const tenantList = list(deviceTenant);
export const identificationList = list(identificationView);
export const contractList = list(contractView);
export const dueList = list(dueView);
export const receiptList = list(receiptView);

/** What the console calls, with its session's cookie and its own origin. */
export const consoleApi = {
  signIn: {
    method: 'post',
    path: '/api/console/sign-in',
    summary: 'Both factors at once',
    body: signInRequest,
    status: 200,
    reply: sessionView,
    refusals: [],
  },
  signOut: {
    method: 'post',
    path: '/api/console/sign-out',
    summary: 'End the session',
    status: 204,
    refusals: [],
  },
  readSession: {
    method: 'get',
    path: '/api/console/session',
    summary: 'Who is signed in',
    status: 200,
    reply: sessionView,
    refusals: [],
  },
  readInvitation: {
    method: 'post',
    path: '/api/console/invitation',
    summary: 'Who is invited and what the link sets; begins setting up the authenticator app',
    body: invitationRequest,
    status: 200,
    reply: invitationView,
    refusals: ['link_unknown', 'link_expired', 'link_spent'],
  },
  acceptInvitation: {
    method: 'post',
    path: '/api/console/invitation/accept',
    summary: 'Set what the link sets, this once; what it does not set is shown',
    body: invitationAcceptance,
    status: 200,
    reply: recoveryCodes,
    refusals: [
      'link_unknown',
      'link_expired',
      'link_spent',
      'factors_refused',
      'password_weak',
      'password_used_before',
    ],
  },
  readAccount: {
    method: 'get',
    path: '/api/console/account',
    summary: 'How one signs in',
    status: 200,
    reply: accountView,
    refusals: [],
  },
  changePassword: {
    method: 'post',
    path: '/api/console/account/password',
    summary: 'Ends all other sessions; this one goes on under another id',
    body: passwordChange,
    status: 204,
    refusals: ['factors_refused', 'password_weak', 'password_used_before'],
  },
  beginTotpChange: {
    method: 'post',
    path: '/api/console/account/totp',
    summary: 'A new secret, good once it is confirmed within ten minutes; until then the present one stays',
    body: ownFactors,
    status: 200,
    reply: totpEnrolment,
    refusals: ['factors_refused'],
  },
  confirmTotpChange: {
    method: 'post',
    path: '/api/console/account/totp/confirm',
    summary: 'A code of the new secret; ends all other sessions and replaces the recovery codes',
    body: totpConfirmation,
    status: 200,
    reply: recoveryCodes,
    refusals: ['factors_refused'],
  },
  renewRecoveryCodes: {
    method: 'post',
    path: '/api/console/account/recovery-codes',
    summary: 'Ten new ones, this once; those before are void',
    body: ownFactors,
    status: 200,
    reply: recoveryCodes,
    refusals: ['factors_refused'],
  },
  listTenants: {
    method: 'get',
    path: '/api/console/tenants',
    summary: 'Whom one’s organisation works for, with their roots; a tenant’s own people: their own',
    status: 200,
    reply: tenantList,
    refusals: ['not_permitted'],
  },
  registerDevice: {
    method: 'post',
    path: '/api/console/devices',
    summary: 'Ask for approval of this device’s key for one role; the same key gives the same device',
    body: deviceRequest,
    status: 201,
    reply: deviceView,
    refusals: ['not_permitted', 'conflict'],
  },
  readDevice: {
    method: 'get',
    path: '/api/console/devices/{id}',
    summary: 'One of one’s own devices',
    status: 200,
    reply: deviceView,
    refusals: ['not_found'],
  },
  certifyDevice: {
    method: 'post',
    path: '/api/console/devices/{id}/certificate',
    summary: 'Store a certificate that the tenant’s root signed for this device',
    body: deviceCertificate,
    status: 200,
    reply: certifiedDevice,
    refusals: ['not_permitted', 'not_found', 'device_not_certified'],
  },
  orderIdentification: {
    ...tenantApi.orderIdentification,
    path: '/api/console/identifications',
    refusals: ['not_permitted', ...tenantApi.orderIdentification.refusals],
  },
  listIdentifications: {
    method: 'get',
    path: '/api/console/identifications',
    summary: 'The newest 200',
    status: 200,
    reply: identificationList,
    refusals: ['not_permitted'],
  },
  readEvidence: {
    ...tenantApi.readEvidence,
    path: '/api/console/identifications/{id}/evidence',
    refusals: ['not_permitted', ...tenantApi.readEvidence.refusals],
  },
  listContracts: {
    method: 'get',
    path: '/api/console/contracts',
    summary: 'The tenant’s contracts',
    status: 200,
    reply: contractList,
    refusals: ['not_permitted'],
  },
  previewRetention: {
    method: 'get',
    path: '/api/console/contracts/{id}/retention-preview',
    summary: 'What a change of the retention period would move',
    query: z.strictObject({ days: z.coerce.number().pipe(retentionDays) }),
    status: 200,
    reply: retentionPreview,
    refusals: ['not_permitted', 'not_found'],
  },
  changeRetention: {
    method: 'patch',
    path: '/api/console/contracts/{id}/retention',
    summary: 'Shortening moves what exists; lengthening holds for what comes after',
    body: retentionChange,
    status: 200,
    reply: contractView,
    refusals: ['not_permitted', 'not_found'],
  },
  readTestObject: {
    method: 'get',
    path: '/api/console/contracts/{id}/test-object',
    summary: 'A challenge sealed to the recipient list, for the key file to open',
    status: 200,
    reply: testObject,
    refusals: ['not_permitted', 'not_found', 'no_recipient_list'],
  },
  openTestObject: {
    method: 'post',
    path: '/api/console/contracts/{id}/test-object',
    summary: 'The opened challenge; the contract goes live when it is right',
    body: testObjectOpened,
    status: 200,
    reply: contractView,
    refusals: ['not_permitted', 'not_found', 'no_recipient_list', 'test_object_mismatch'],
  },
  replaceRecipientList: {
    method: 'post',
    path: '/api/console/contracts/{id}/recipient-list',
    summary:
      'A list of a higher version, signed by the tenant’s root; the contract is a draft until it is tested',
    body: recipientListRequest,
    status: 200,
    reply: contractView,
    refusals: ['not_permitted', 'not_found', 'no_recipient_list', 'conflict'],
  },
  listDue: {
    method: 'get',
    path: '/api/console/due',
    summary: 'Ended identifications by due date, soonest first; at most 200',
    status: 200,
    reply: dueList,
    refusals: ['not_permitted'],
  },
  listReceipts: {
    method: 'get',
    path: '/api/console/receipts',
    summary: 'The newest 200 deletion receipts',
    status: 200,
    reply: receiptList,
    refusals: ['not_permitted'],
  },
  readReceiptKey: {
    method: 'get',
    path: '/api/console/receipt-key',
    summary: 'The public key that deletion receipts are signed with',
    status: 200,
    reply: receiptKey,
    refusals: ['not_permitted', 'not_found'],
  },
  registerArtefact: {
    method: 'post',
    path: '/api/console/artefacts',
    summary: 'Store an artefact’s wrapped keys before its first segment; may be repeated',
    body: artefactRequest,
    status: 204,
    refusals: ['not_permitted', 'not_found', 'wrong_state', 'conflict', 'no_recipient_list', 'purge_claimed'],
  },
  takeSlot: {
    method: 'post',
    path: '/api/console/artefacts/{id}/segments',
    summary: 'A presigned PUT for one sealed segment, good for half a minute',
    body: slotRequest,
    status: 201,
    reply: slotView,
    refusals: ['not_permitted', 'not_found', 'wrong_state', 'conflict', 'purge_claimed'],
  },
  confirmStored: {
    method: 'post',
    path: '/api/console/artefacts/{id}/segments/{number}/stored',
    summary: 'Say that the segment was put; its size in the storage is checked',
    params: z.object({ id: z.uuid(), number: z.coerce.number().pipe(slotRequest.shape.number) }),
    status: 204,
    refusals: ['not_permitted', 'not_found', 'evidence_incomplete', 'purge_claimed'],
  },
  addManifest: {
    method: 'post',
    path: '/api/console/manifests',
    summary: 'The next manifest of the attempt’s chain; may be repeated',
    body: manifestRequest,
    status: 204,
    refusals: ['not_permitted', 'not_found', 'wrong_state', 'conflict', 'purge_claimed'],
  },
  decide: {
    method: 'post',
    path: '/api/console/decisions',
    summary: 'The agent’s decision; ends the attempt and spends the customer’s link',
    body: decisionRequest,
    status: 200,
    reply: identificationView,
    refusals: [
      'not_permitted',
      'not_found',
      'wrong_state',
      'steps_open',
      'code_not_confirmed',
      'evidence_incomplete',
    ],
  },
} as const satisfies Record<string, Endpoint>;
