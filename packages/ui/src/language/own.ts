import { de } from './de.ts';
import { en } from './en.ts';
import { createLanguage } from './language.ts';

/** The components' own words. Not exported: each web brings its own catalogs. */
export const { useT: useUiT } = createLanguage({ en, de });
