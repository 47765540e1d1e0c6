import { createLanguage } from '@visavis/ui';
import { de } from './de.ts';
import { en } from './en.ts';

/** The customer's words. Keys that are missing in a language do not compile. */
export const { useT, translateIn } = createLanguage({ en, de });
