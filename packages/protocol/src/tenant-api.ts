import type { TenantEndpoint } from './endpoint.ts';
import { identificationStatus, identificationView, orderRequest, orderedView } from './identification.ts';

const archive = 'application/zip';

/** What a tenant's own systems call, with `Authorization: Bearer {API key}`. */
export const tenantApi = {
  orderIdentification: {
    scope: 'identifications:order',
    method: 'post',
    path: '/api/v1/identifications',
    summary: 'Order an identification and get the customer’s link, this once',
    body: orderRequest,
    status: 201,
    reply: orderedView,
    refusals: ['not_permitted', 'not_found', 'contract_not_live'],
  },
  readIdentification: {
    scope: 'identifications:read',
    method: 'get',
    path: '/api/v1/identifications/{id}',
    summary: 'State and outcome; after the purge, when it was deleted',
    status: 200,
    reply: identificationStatus,
    refusals: ['not_permitted', 'not_found'],
  },
  readEvidence: {
    scope: 'evidence:read',
    method: 'get',
    path: '/api/v1/identifications/{id}/evidence',
    summary: 'Sealed artefacts, manifests and wrapped keys as one archive; index.json first',
    status: 200,
    binary: archive,
    refusals: ['not_permitted', 'not_found', 'wrong_state', 'purge_claimed'],
  },
  acknowledgeIdentification: {
    scope: 'identifications:acknowledge',
    method: 'post',
    path: '/api/v1/identifications/{id}/acknowledge',
    summary: 'Say that the result was taken over; due at once if the contract says so',
    status: 200,
    reply: identificationView,
    refusals: ['not_permitted', 'not_found', 'wrong_state', 'purge_claimed'],
  },
} as const satisfies Record<string, TenantEndpoint>;
