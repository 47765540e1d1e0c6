import type { en } from './words.en.ts';

export const de: Record<keyof typeof en, string> = {
  'administration.kind.operator': 'Betreiber',
  'administration.kind.reseller': 'Reseller',
  'administration.kind.ident_centre': 'Ident-Center',
  'administration.kind.tenant': 'Unternehmen',
  'administration.id': 'Kennung',
  'administration.close': 'Schließen',
  'administration.failure.conflict':
    'Das gibt es schon. Zu einer E-Mail-Adresse gehört genau ein Konto, ganz gleich in welcher Organisation.',
  'administration.failure.confirmation_required': 'Nichts wurde geändert, denn die Bestätigung fehlt.',
  'administration.failure.not_found': 'Das gibt es nicht, oder Sie sind dafür nicht zuständig.',
  'administration.failure.last_administrator':
    'Diese Organisation hätte dann keine Verwaltung mehr. Geben Sie zuerst einer anderen Person diese Rolle.',
  'administration.failure.own_account': 'Das eigene Konto verwaltet immer jemand anderes.',
  'administration.failure.wrong_state': 'Das Konto ist deaktiviert. Aktivieren Sie es zuerst.',
  'administration.failure.invalid_request': 'Etwas passt nicht. Prüfen Sie Ihre Angaben noch einmal.',
  'administration.failure.no_root':
    'Der Wurzelschlüssel des Unternehmens fehlt. Tragen Sie ihn zuerst unter „Organisationen“ ein.',
};
