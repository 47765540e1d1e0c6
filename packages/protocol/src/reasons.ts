/**
 * Why an attempt broke or an identification was not verified, and what the customer should do next.
 * permanent: trying again with the same document and person cannot help.
 */
export type Next = 'try_again' | 'better_light' | 'other_document' | 'other_device' | 'contact_tenant';
export type ReasonRule = { permanent: boolean; causedByUser: boolean; next: Next };

const reason = (permanent: boolean, causedByUser: boolean, next: Next): ReasonRule => ({
  permanent,
  causedByUser,
  next,
});

/** For decisions *rejected* and *fraud_suspected*. */
export const decisionReasons = {
  document_expired: reason(true, true, 'other_document'),
  document_damaged: reason(true, true, 'other_document'),
  document_not_accepted: reason(true, true, 'other_document'),
  document_forged: reason(true, true, 'contact_tenant'),
  person_differs: reason(true, true, 'contact_tenant'),
  data_differs: reason(true, true, 'contact_tenant'),
  coerced: reason(true, false, 'contact_tenant'),
  security_code_differs: reason(false, false, 'try_again'),
  picture_unclear: reason(false, true, 'better_light'),
  not_cooperating: reason(false, true, 'contact_tenant'),
} as const satisfies Record<string, ReasonRule>;
export type DecisionReason = keyof typeof decisionReasons;

/** For attempts that ended without a decision. */
export const abortReasons = {
  connection_lost: reason(false, false, 'try_again'),
  customer_left: reason(false, true, 'try_again'),
  agent_left: reason(false, false, 'try_again'),
  encryption_failed: reason(false, false, 'try_again'),
  picture_unclear: reason(false, true, 'better_light'),
  camera_failed: reason(false, true, 'other_device'),
  device_revoked: reason(false, false, 'try_again'),
  media_node_lost: reason(false, false, 'try_again'),
  offer_timed_out: reason(false, false, 'try_again'),
  recording_failed: reason(false, false, 'try_again'),
} as const satisfies Record<string, ReasonRule>;
export type AbortReason = keyof typeof abortReasons;

const keysOf = <Table extends object>(table: Table): [keyof Table, ...(keyof Table)[]] =>
  Object.keys(table) as [keyof Table, ...(keyof Table)[]];

export const decisionReasonCodes = keysOf(decisionReasons);
export const abortReasonCodes = keysOf(abortReasons);
