import type { AttemptReason } from '@visavis/archive';

const known = [
  'no_decision',
  'attempt_missing',
  'manifests_missing',
  'segment_missing',
  'not_finished',
  'bad_segment',
  'bad_content_key',
  'wrong_recipients',
  'too_few_keys',
  'bad_recipient_list',
  'bad_manifest',
  'bad_decision',
  'bad_certificate',
  'certificate_expired',
] as const satisfies AttemptReason['code'][];

/** The reasons that there are words for; the others are shown by their code. */
export const knownReason = (code: AttemptReason['code']): (typeof known)[number] | undefined =>
  known.find(candidate => candidate === code);
