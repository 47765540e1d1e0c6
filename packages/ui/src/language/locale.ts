import { useSyncExternalStore } from 'react';

/** Languages of the product. */
export const locales = ['de', 'en'] as const;
export type Locale = (typeof locales)[number];

/** Regional variant used for dates and numbers. */
export const regionOf: Record<Locale, string> = { de: 'de-DE', en: 'en-GB' };

export const isLocale = (value: unknown): value is Locale => locales.some(locale => locale === value);

const storageKey = 'visavis.language';
const listeners = new Set<() => void>();
let chosen = storedLocale();
let current: Locale = chosen ?? preferredLocale();

export const getLocale = (): Locale => current;

/** The person's own choice: kept for the next visit, and set on `<html lang>`. */
export function setLocale(locale: Locale): void {
  chosen = locale;
  try {
    globalThis.localStorage.setItem(storageKey, locale);
  } catch {
    // No storage (private mode, Node): the choice then lasts as long as the page.
  }
  activate(locale);
}

/** A language someone else proposes, such as the one ordered with an identification. A choice made before wins. */
export function suggestLocale(locale: Locale): void {
  if (chosen === undefined) activate(locale);
}

/** The current language and the setter; the component renders again when it changes. */
export function useLocale(): [Locale, (locale: Locale) => void] {
  const locale = useSyncExternalStore(subscribeLocale, getLocale, getLocale);
  return [locale, setLocale];
}

/** Calls back after each change of language; returns the way to stop. */
export function subscribeLocale(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Writes the current language to `<html lang>`. */
export function markDocumentLanguage(): void {
  if (typeof document !== 'undefined') document.documentElement.lang = current;
}

function activate(locale: Locale): void {
  const isChange = locale !== current;
  current = locale;
  markDocumentLanguage();
  if (isChange) for (const listener of listeners) listener();
}

function storedLocale(): Locale | undefined {
  try {
    const stored = globalThis.localStorage.getItem(storageKey);
    return isLocale(stored) ? stored : undefined;
  } catch {
    return undefined;
  }
}

function preferredLocale(): Locale {
  const wanted = typeof navigator === 'undefined' ? [] : navigator.languages;
  return wanted.map(tag => tag.slice(0, 2).toLowerCase()).find(isLocale) ?? 'en';
}
