import type { en } from './words.en.ts';

export const de: Record<keyof typeof en, string> = {
  'due.title': 'Fällig',
  'due.soon': '{count} in den nächsten 7 Tagen',
  'due.soon.hint': 'Werden von selbst gelöscht, jede mit Löschnachweis.',
  'due.all': '{count, plural, one {# Identifizierung} other {# Identifizierungen}}',
  'due.all.hint': 'Abgeschlossen und noch aufbewahrt; die 200, die zuerst fällig sind.',
  'due.held': '{count} gesperrt',
  'due.held.hint': 'Bleiben bis zum Ende der Sperre, auch über die Frist hinaus.',
  'due.identification': 'Identifizierung',
  'due.outcome': 'Ergebnis',
  'due.ended': 'Abgeschlossen',
  'due.due': 'Fällig am',
  'due.left': 'Löschung',
  'due.left.held': 'Gesperrt',
  'due.left.now': 'Wird gelöscht',
  'due.left.in': 'Noch {duration}',
  'due.none': 'Nichts ist fällig',
  'due.none.hint': 'Abgeschlossene Identifizierungen stehen hier, bis sie gelöscht werden.',
};
