export const en = {
  'contracts.title': 'Contracts',
  'contracts.none': 'No contracts yet',
  'contracts.none.hint': 'The operator of this installation sets them up with you.',
  'contracts.live': 'Live',
  'contracts.draft': 'Draft',
  'contracts.terms': 'Terms',
  'contracts.purpose': 'Purpose',
  'contracts.ruleset': 'Ruleset, version',
  'contracts.live_since': 'Live since',
  'contracts.live_since.not': 'Not live yet',
  'contracts.days': '{days, plural, one {# day} other {# days}}',
  'contracts.acknowledge': 'On acknowledgement',
  'contracts.acknowledge.yes': 'Deleted at once',
  'contracts.acknowledge.no': 'Kept until due',
  'contracts.passkeys': 'Agents sign in with',
  'contracts.passkeys.yes': 'Password and passkey',
  'contracts.passkeys.no': 'Password and code, or passkey',
  'contracts.passkeys.change': 'Demand passkeys',
  'contracts.passkeys.title': 'Passkeys: {name}',
  'contracts.passkeys.hint':
    'Calls then go only to agents who have signed in with a passkey, from the next call on. Agents who have not are told so. If nobody has one, customers wait.',
  'contracts.passkeys.demand': 'Demand passkeys',
  'contracts.passkeys.stop': 'Demand them no longer',
  'contracts.retention': 'Retention period',
  'contracts.retention.change': 'Change retention period',
  'contracts.retention.title': 'Retention period: {name}',
  'contracts.retention.days': 'Days after the end of an identification',
  'contracts.retention.days.hint': 'Now {days, plural, one {# day} other {# days}}; 1 to 3650.',
  'contracts.retention.days.wrong': 'A whole number from 1 to 3650.',
  'contracts.retention.preview': 'Show the effect',
  'contracts.retention.confirm': 'Change to {days, plural, one {# day} other {# days}}',
  'contracts.retention.at_once':
    '{count, plural, one {# identification is} other {# identifications are}} deleted at once',
  'contracts.retention.at_once.hint':
    'Deletion cannot be undone. {count, plural, one {# identification gets} other {# identifications get}} an earlier due date in all. Those under a hold stay.',
  'contracts.retention.moved':
    '{count, plural, one {# identification gets} other {# identifications get}} an earlier due date',
  'contracts.retention.moved.hint': 'None of them is due today.',
  'contracts.retention.nothing': 'Nothing that exists changes',
  'contracts.retention.nothing.longer': 'The longer period holds for identifications that end from now on.',
  'contracts.retention.nothing.shorter':
    'There is no ended identification that would be due earlier. The period holds from now on.',
  'contracts.retention.rule':
    'A shorter period also moves what exists. A longer one holds only for what comes after.',
  'contracts.list': 'Recipient list: who can open evidence',
  'contracts.list.none': 'There is none. Nothing can be recorded without it.',
  'contracts.list.version': 'Version',
  'contracts.list.expires': 'Valid until',
  'contracts.list.expired': 'expired',
  'contracts.list.soon': 'expires soon',
  'contracts.list.recipient': 'Recipient {number}',
  'contracts.list.threshold': 'Opens with',
  'contracts.list.threshold.value':
    '{threshold, plural, one {any one of {count}} other {any # of {count} together}}',
  'contracts.list.hybrid': 'ML-KEM-1024',
  'contracts.list.signature': 'Signature',
  'contracts.list.signature.verified': 'Signed by your root',
  'contracts.list.signature.unchecked': 'Not checked here',
  'contracts.list.signature.forged': 'Not signed by your root',
  'contracts.list.signature.unchecked.hint':
    'It is checked once you have typed your root’s fingerprint into this browser, for instance to open evidence.',
  'contracts.list.signature.forged.hint':
    'Do not work under this contract. Somebody may have replaced the list; tell the operator and whoever keeps your root key.',
  'contracts.draft.title': 'Not live: nothing can be ordered under this contract',
  'contracts.draft.hint':
    'Show that your key file opens what is sealed for this contract. Evidence that nobody can open helps nobody.',
  'contracts.draft.no_list':
    'It has no recipient list yet. Whoever keeps your root key signs one; then it can be tested here.',
  'contracts.test.start': 'Test with key file',
  'contracts.test.title': 'Test the key file: {name}',
  'contracts.test.lead':
    'The server has sealed a random number for the recipients of this contract. This page opens it with your key file; only the number is sent back.',
  'contracts.test.file': 'Evidence key file',
  'contracts.test.file.hint': 'It is read in this browser and never uploaded.',
  'contracts.test.opening': 'Opening the test object',
  'contracts.test.live': 'The contract is live',
  'contracts.test.live.hint':
    'Your key file opens what is sealed for it. Identifications can be ordered now.',
  'contracts.test.close': 'Done',
  'contracts.test.missing':
    '{missing, plural, one {One more key file is} other {# more key files are}} needed: this contract’s evidence is opened by several people together.',
  'contracts.test.failed': 'The contract stays a draft',
  'contracts.test.failed.bad_key_file':
    'This is no evidence key file. The root key file is another one: evidence keys say “visavis-evidence-key” inside.',
  'contracts.test.failed.key_of_other_tenant': 'This is the key file of another company.',
  'contracts.test.failed.key_not_recipient':
    'This key is not on the recipient list. Take the key file that the list was made with.',
  'contracts.test.failed.does_not_open':
    'The test object does not open with this key. Try again; if it stays so, the recipient list names a wrong key.',
  'contracts.test.failed.failed': 'The server could not be reached or refused. Try again in a moment.',
};
