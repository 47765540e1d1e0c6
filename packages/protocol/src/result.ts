import type { RiskSignal } from './risk.ts';

/**
 * Expected refusals are values with a code; the code is the contract, screens translate it.
 * The number is the HTTP status under which REST reports it.
 */
export const refusalStatus = {
  invalid_request: 400,
  unauthenticated: 401,
  origin_not_allowed: 403,
  not_permitted: 403,
  password_change_required: 403,
  /** The second factor was shown too long ago for what matters most: show it again, then repeat the request. */
  confirmation_required: 403,
  /** What is known of the request speaks against it, as `signals` say: only a passkey will do, shown just now and here. */
  passkey_required: 403,
  /** The organisation has sites, and this address is at none. */
  site_not_allowed: 403,
  /** Nobody was told yet that the room is closed. */
  attestation_required: 409,
  /** Present password or code are wrong, or the account is locked: never which. */
  factors_refused: 403,
  /** What an authenticator made is not what was asked for. */
  passkey_refused: 422,
  password_weak: 422,
  password_used_before: 422,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  /** Nobody administers their own account. */
  own_account: 409,
  last_administrator: 409,
  link_unknown: 404,
  link_expired: 410,
  link_spent: 410,
  wrong_state: 409,
  steps_open: 409,
  /** Nobody can have looked properly in so short a conversation. */
  too_soon: 409,
  code_not_confirmed: 409,
  evidence_incomplete: 409,
  contract_not_live: 409,
  consent_missing: 409,
  device_not_certified: 403,
  /** What was typed is not the fingerprint of this key. */
  fingerprint_differs: 422,
  no_recipient_list: 409,
  /** The tenant's public key is missing. */
  no_root: 409,
  test_object_mismatch: 409,
  under_hold: 409,
  purge_claimed: 409,
  too_large: 413,
  too_many_requests: 429,
  no_media_node: 503,
  unsupported_codec: 422,
  stale_fence: 409,
  internal: 500,
} as const;

export type RefusalCode = keyof typeof refusalStatus;

/** `field` is the path of the offending input, never its content. */
export type Refusal = { code: RefusalCode; field?: string; signals?: readonly RiskSignal[] };

export type Result<Value> = { ok: true; value: Value } | { ok: false; refusal: Refusal };

export const done = <Value>(value: Value): Result<Value> => ({ ok: true, value });

export const refuse = (code: RefusalCode, field?: string): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: field === undefined ? { code } : { code, field },
});
