import { useEffect, useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';

const storageKey = 'visavis.theme';
const listeners = new Set<() => void>();

/** The theme in force; `system` follows prefers-color-scheme. */
export function getTheme(): Theme {
  try {
    const stored = globalThis.localStorage.getItem(storageKey);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

/** Keeps the choice and sets `data-theme` on `<html>` (removed for `system`). */
export function setTheme(theme: Theme): void {
  try {
    if (theme === 'system') globalThis.localStorage.removeItem(storageKey);
    else globalThis.localStorage.setItem(storageKey, theme);
  } catch {
    // No storage: the choice lasts as long as the page.
  }
  markDocumentTheme(theme);
  for (const listener of listeners) listener();
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(
    listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getTheme,
    () => 'system' as const,
  );
  return [theme, setTheme];
}

export function markDocumentTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/**
 * React Aria puts a `<style>` element with this id into the head, which a CSP without
 * unsafe-inline refuses and reports. It looks for the id first: a placeholder keeps it
 * from trying, and base.css brings the rule itself.
 */
export function keepReactAriaFromInliningStyles(): void {
  const id = 'react-aria-pressable-style';
  if (document.getElementById(id)) return;
  const placeholder = document.createElement('meta');
  placeholder.id = id;
  document.head.append(placeholder);
}

/** Sets `data-density` on `<html>`: dialogs live outside the app's root and must follow. */
export function useDensity(density: 'comfortable' | 'compact'): void {
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
}
