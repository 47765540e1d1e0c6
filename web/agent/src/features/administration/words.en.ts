import type { OrganisationKind } from '@visavis/protocol';

const kinds = {
  'administration.kind.operator': 'Operator',
  'administration.kind.reseller': 'Reseller',
  'administration.kind.ident_centre': 'Ident centre',
  'administration.kind.tenant': 'Company',
} satisfies Record<`administration.kind.${OrganisationKind}`, string>;

export const en = {
  ...kinds,
  'administration.id': 'ID',
  'administration.close': 'Close',
  'administration.failure.conflict':
    'That is there already. An e-mail address has one account, wherever it is.',
  'administration.failure.confirmation_required': 'Nothing was changed, as it was not confirmed.',
  'administration.failure.not_found': 'There is no such thing, or it is not yours to administer.',
  'administration.failure.last_administrator':
    'Nobody would administer this organisation any more. Make another administrator first.',
  'administration.failure.own_account': 'Nobody administers their own account.',
  'administration.failure.wrong_state': 'The account is disabled. Enable it first.',
  'administration.failure.invalid_request':
    'Something here does not fit. Look at what you entered once more.',
  'administration.failure.no_root': 'The company’s root is missing. Enter it under “Organisations” first.',
};
