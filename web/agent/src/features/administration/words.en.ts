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
};
