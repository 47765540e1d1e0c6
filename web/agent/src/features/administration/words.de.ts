import type { en } from './words.en.ts';

export const de: Record<keyof typeof en, string> = {
  'administration.kind.operator': 'Betreiber',
  'administration.kind.reseller': 'Reseller',
  'administration.kind.ident_centre': 'Ident-Center',
  'administration.kind.tenant': 'Unternehmen',
  'administration.id': 'Kennung',
  'administration.close': 'Schließen',
};
