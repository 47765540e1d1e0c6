/** Families of browsers that hide the permission in the same place. */
export type BrowserFamily = 'chrome' | 'firefox' | 'safari';

/** Pure: from `navigator.userAgent`; good enough to word a hint, never to decide what the page can do. */
export function browserFamily(userAgent: string): BrowserFamily {
  if (/firefox|fxios/i.test(userAgent)) return 'firefox';
  // every browser on an iPhone is Safari inside, and Safari is the only one without Chrome's name
  if (/iphone|ipad/i.test(userAgent)) return 'safari';
  return /safari/i.test(userAgent) && !/chrome|chromium|android/i.test(userAgent) ? 'safari' : 'chrome';
}
