import type { en } from './words.en.ts';

export const de: Record<keyof typeof en, string> = {
  'reminders.title': 'Endet in den nächsten 30 Tagen',
  'reminders.api_key':
    'Der API-Schlüssel „{name}“ endet am {date}. Ersetzen Sie ihn vorher und hinterlegen Sie den neuen in Ihrem System.',
  'reminders.certificate':
    'Das Zertifikat des Geräts von {name} endet am {date}. Lassen Sie es vorher vom Unternehmen erneuern.',
  'reminders.more': '{count, plural, one {Und ein weiterer Zugang.} other {Und # weitere Zugänge.}}',
  'reminders.later': 'Später',
};
