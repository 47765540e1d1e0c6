import { setupI18n, type I18n } from '@lingui/core';
import { compileMessage, type CompiledMessage } from '@lingui/message-utils/compileMessage';
import { useMemo } from 'react';
import { getLocale, locales, regionOf, useLocale, type Locale } from './locale.ts';

export type MessageValues = Record<string, string | number | Date>;

/** Looks a message up and fills in its ICU arguments. Keys that are not in the catalog do not compile. */
export type Translate<Key extends string> = (key: Key, values?: MessageValues) => string;

export interface Language<Key extends string> {
  /** `t` of the current language; the component renders again when the language changes. */
  useT: () => Translate<Key>;
  /** The same outside React; reads the language at the moment of the call. */
  translate: Translate<Key>;
  /** A message in a given language. */
  translateIn: (locale: Locale, key: Key, values?: MessageValues) => string;
}

/**
 * Binds typed catalogs of ICU messages to the current language.
 *
 * `en` is the source of the keys, `de` must have exactly the same ones:
 * `const de: Record<keyof typeof en, string> = {…}` makes a missing or surplus translation a compile error.
 * ICU is parsed when the page runs, without eval, each message once.
 */
export function createLanguage<const En extends Record<string, string>>(catalogs: {
  en: En;
  de: Record<keyof En & string, string>;
}): Language<keyof En & string> {
  type Key = keyof En & string;
  const formatters: Record<Locale, I18n> = {
    en: formatter('en', catalogs.en),
    de: formatter('de', catalogs.de),
  };
  const inLocale =
    (locale: Locale): Translate<Key> =>
    (key, values) =>
      formatters[locale]._(key, values);
  const byLocale = Object.fromEntries(locales.map(locale => [locale, inLocale(locale)])) as Record<
    Locale,
    Translate<Key>
  >;
  return {
    useT: () => {
      const [locale] = useLocale();
      return useMemo(() => byLocale[locale], [locale]);
    },
    translate: (key, values) => byLocale[getLocale()](key, values),
    translateIn: (locale, key, values) => byLocale[locale](key, values),
  };
}

function formatter(locale: Locale, catalog: Record<string, string>): I18n {
  const i18n = setupI18n();
  const compiled = new Map<string, CompiledMessage>();
  i18n.setMessagesCompiler(message => {
    const known = compiled.get(message) ?? compileMessage(message);
    compiled.set(message, known);
    return known;
  });
  i18n.loadAndActivate({ locale, locales: [regionOf[locale]], messages: catalog });
  return i18n;
}
