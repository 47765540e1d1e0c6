import type { ApiScope } from '@visavis/protocol';

const scopes = {
  'api_keys.scope.identifications:order': 'Order identifications',
  'api_keys.scope.identifications:read': 'Read state and outcome',
  'api_keys.scope.identifications:acknowledge': 'Acknowledge results',
  'api_keys.scope.evidence:read': 'Fetch sealed evidence',
} satisfies Record<`api_keys.scope.${ApiScope}`, string>;

export const en = {
  ...scopes,
  'api_keys.title': 'API keys',
  'api_keys.lead': 'With these your own systems order identifications and fetch what came of them.',
  'api_keys.new': 'New key',
  'api_keys.none': 'No keys yet',
  'api_keys.none.hint': 'Without one, identifications are ordered by hand.',
  'api_keys.label': 'Label',
  'api_keys.label.hint': 'Which system it is for',
  'api_keys.scopes': 'May',
  'api_keys.expires': 'Ends',
  'api_keys.used': 'Last used',
  'api_keys.used.never': 'Never',
  'api_keys.state': 'State',
  'api_keys.state.good': 'In force',
  'api_keys.state.soon': 'Ends soon',
  'api_keys.state.replaced': 'Replaced, still good',
  'api_keys.state.expired': 'Expired',
  'api_keys.state.revoked': 'Revoked',
  'api_keys.days': 'Good for so many days',
  'api_keys.days.hint': '1 to 730',
  'api_keys.overlap': 'The old key goes on for so many days',
  'api_keys.overlap.hint': '0 to 30; 0 ends it at once',
  'api_keys.number.wrong': 'A whole number, {hint}.',
  'api_keys.create': 'Make key',
  'api_keys.replace': 'Replace',
  'api_keys.replace.title': 'Replace {label}',
  'api_keys.replace.lead':
    'The new key may do the same as the old one. Both are good until the old one ends.',
  'api_keys.replace.late': 'This key has been replaced already, or is over.',
  'api_keys.revoke': 'Revoke',
  'api_keys.revoke.title': 'Revoke {label}?',
  'api_keys.revoke.lead': 'Systems that still use this key stop working at once. This cannot be undone.',
  'api_keys.shown': 'Your new key',
  'api_keys.shown.lead':
    'Store it now where your system keeps its secrets. Nobody can show it again, not even we.',
  'api_keys.shown.label': 'API key',
  'api_keys.shown.done': 'I have stored it',
};
