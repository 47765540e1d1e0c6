import type { en } from './words.en.ts';

export const de: Record<keyof typeof en, string> = {
  'session.title': 'Anmelden',
  'session.lead': 'Kundinnen und Kunden identifizieren, Nachweise verwalten.',
  'session.email': 'E-Mail',
  'session.password': 'Passwort',
  'session.submit': 'Anmelden',
  'session.refused': 'Anmeldung fehlgeschlagen',
  'session.refused.hint':
    'Prüfen Sie E-Mail, Passwort und Code. Jeder Code gilt nur einmal: Warten Sie auf den nächsten.',
  'session.too_many': 'Zu viele Versuche',
  'session.too_many.hint': 'Warten Sie eine Minute und versuchen Sie es dann noch einmal.',
  'session.offline': 'Der Server ist nicht erreichbar',
  'session.offline.hint': 'Prüfen Sie Ihr Netz und versuchen Sie es noch einmal.',
  'session.failed': 'Der Server konnte das nicht ausführen',
  'session.failed.hint':
    'Versuchen Sie es noch einmal; hilft das nicht, sagen Sie Ihrer Verwaltung Bescheid.',
  'session.expired': 'Ihre Sitzung ist abgelaufen',
  'session.expired.hint': 'Melden Sie sich wieder an, um weiterzumachen.',
  'session.left': 'Sie sind abgemeldet',
  'session.ending': 'Sind Sie noch da?',
  'session.ending.hint':
    'An dieser Konsole hat eine Weile niemand gearbeitet. Sie werden in {seconds, plural, one {# Sekunde} other {# Sekunden}} abgemeldet.',
  'session.ending.stay': 'Angemeldet bleiben',
};
