import type { en } from './words.en.ts';

export const de: Record<keyof typeof en, string> = {
  'reminders.title':
    'In den nächsten 30 Tagen {count, plural, one {endet ein Zugang} other {enden # Zugänge}}',
  'reminders.api_key':
    'Der API-Schlüssel „{name}“ endet am {date}. Ersetzen Sie ihn vorher und hinterlegen Sie den neuen in Ihrem System.',
  'reminders.certificate':
    'Das Zertifikat des Geräts von {name} endet am {date}. Lassen Sie es vorher vom Unternehmen erneuern.',
  'reminders.more': 'Und {count} weitere.',
  'reminders.later': 'Später',
};
