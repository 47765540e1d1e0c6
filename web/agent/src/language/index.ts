import { createLanguage } from '@visavis/ui';
import { de } from './de.ts';
import { en } from './en.ts';

/** The console's words. Keys that are missing in a language do not compile. */
export const { useT, translate } = createLanguage({ en, de });
export type WordKey = keyof typeof en;
export type Translate = ReturnType<typeof useT>;

/** Whether there are words under a key that was put together from data. */
export const isWord = (key: string): key is WordKey => key in en;
