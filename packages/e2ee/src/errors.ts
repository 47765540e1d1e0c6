/** Codes of everything this package refuses. They are stable: screens translate them, tests name them. */
export type E2eeCode =
  // agreement
  | 'malformed'
  | 'unsupported_version'
  | 'wrong_role'
  | 'wrong_attempt'
  | 'wrong_number'
  | 'wrong_context'
  | 'wrong_point'
  | 'wrong_kem_key'
  | 'commit_mismatch'
  | 'bad_signature'
  | 'bad_mac'
  | 'unexpected_message'
  | 'state_spent'
  // identity
  | 'bad_certificate'
  | 'certificate_expired'
  | 'bad_fingerprint'
  | 'bad_key_file'
  // sender keys and media
  | 'bad_sender_key'
  | 'old_epoch'
  | 'wrong_roster'
  | 'wrong_sender'
  | 'bad_roster_change'
  | 'old_roster_change'
  | 'no_key'
  | 'not_released'
  | 'counter_exhausted'
  | 'frame_too_short'
  | 'replayed'
  | 'not_authentic'
  // evidence
  | 'bad_recipient_list'
  | 'recipient_list_expired'
  | 'recipient_list_superseded'
  | 'bad_content_key'
  | 'wrong_recipients'
  | 'too_few_keys'
  | 'bad_manifest'
  | 'bad_decision'
  | 'bad_segment'
  | 'recorder_closed'
  | 'nothing_recorded';

/** A refusal with a stable code. The message is for developers and never holds keys or personal data. */
export class E2eeError extends Error {
  readonly code: E2eeCode;

  constructor(code: E2eeCode, message: string = code) {
    super(message);
    this.name = 'E2eeError';
    this.code = code;
  }
}
