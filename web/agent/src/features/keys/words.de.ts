import type { en } from './words.en.ts';

export const de: Record<keyof typeof en, string> = {
  'keys.another': 'Weitere Schlüsseldatei',
  'keys.chosen': 'Gewählte Schlüsseldateien',
  'keys.remove': '{name} weglassen',
};
