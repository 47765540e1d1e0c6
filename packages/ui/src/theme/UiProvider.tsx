import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import '../tokens.css';
import '../base.css';
import { markDocumentLanguage, regionOf, useLocale } from '../language/locale.ts';
import { getTheme, keepReactAriaFromInliningStyles, markDocumentTheme, useDensity } from './document.ts';

// Before the first render: the first paint already has its language and theme.
if (typeof document !== 'undefined') {
  markDocumentLanguage();
  markDocumentTheme(getTheme());
  keepReactAriaFromInliningStyles();
}

/** Wraps each web once, at the root. `compact` is for the console. */
export function UiProvider({
  density = 'comfortable',
  children,
}: {
  density?: 'comfortable' | 'compact';
  children: ReactNode;
}) {
  const [locale] = useLocale();
  useDensity(density);
  return <I18nProvider locale={regionOf[locale]}>{children}</I18nProvider>;
}
