import type { en } from './words.en.ts';

export const de: Record<keyof typeof en, string> = {
  'nav.calls': 'Gespräche',
  'nav.floor': 'Laufende Gespräche',
  'nav.identifications': 'Identifizierungen',
  'nav.contracts': 'Verträge',
  'nav.due': 'Fällig',
  'nav.receipts': 'Löschnachweise',
  'nav.audit': 'Protokoll',
  'nav.api_keys': 'API-Schlüssel',
  'nav.order': 'Beauftragen',
  'nav.account': 'Ihr Konto',
  'role.agent': 'Identifizierung',
  'role.supervisor': 'Aufsicht',
  'role.compliance': 'Compliance',
  'role.administrator': 'Verwaltung',
  'role.reseller': 'Reseller',
  'role.operator': 'Betreiber',
  'shell.nothing': 'Hier gibt es nichts für Sie',
  'shell.nothing.hint': 'Ihr Konto hat in dieser Konsole keine Rolle. Wenden Sie sich an Ihre Verwaltung.',
  'error.offline': 'Der Server ist nicht erreichbar. Prüfen Sie Ihr Netz und versuchen Sie es noch einmal.',
  'error.generic':
    'Das hat nicht geklappt. Versuchen Sie es noch einmal; hilft das nicht, sagen Sie Ihrer Verwaltung Bescheid.',
  'shell.sign_out': 'Abmelden',
  'action.try_again': 'Noch einmal versuchen',
  'action.cancel': 'Abbrechen',
  'action.back': 'Zurück',
};
