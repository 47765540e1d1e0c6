import type { Refusal, RefusalCode } from '@visavis/protocol';

const sentences: Partial<Record<RefusalCode, string>> = {
  not_found: 'There is no such thing.',
  conflict: 'It is there already.',
  no_root: 'The tenant’s root is missing: enter it with set-root.',
  wrong_state: 'It is disabled, or not in a state that allows this.',
  last_administrator: 'Nobody would administer the organisation any more: make another administrator first.',
  fingerprint_differs: 'This is not the fingerprint of this device.',
  invalid_request: 'This does not fit.',
};

/** The code for programs and searches, a sentence for people. */
export const inWords = ({ code, field }: Refusal): string =>
  `${sentences[code] ?? 'It was refused.'} (${field === undefined ? code : `${code}: ${field}`})`;
