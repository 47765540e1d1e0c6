const key = 'visavis-console';

/**
 * Names this page to the server, so that its reload goes on where it was, while any other page of the same person is
 * asked whether it takes over. It lies in the tab's storage only from one page's end to the next one's beginning: a
 * duplicated tab, which copies that storage, has a name of its own.
 */
let own: string | undefined;

export function consoleId(): string {
  if (own === undefined) {
    own = sessionStorage.getItem(key) ?? crypto.randomUUID();
    sessionStorage.removeItem(key);
    const id = own;
    addEventListener('pagehide', () => sessionStorage.setItem(key, id));
    addEventListener('pageshow', () => sessionStorage.removeItem(key));
  }
  return own;
}
