import type { BrowserName, SessionPlace, SystemName } from '@visavis/protocol';
import type { Request } from 'express';

/** In this order: most browsers also name those that came before them. */
const browserMarks: readonly [RegExp, BrowserName][] = [
  [/\bEdgA?\//, 'edge'],
  [/\bOPR\//, 'opera'],
  [/\bFirefox\/|\bFxiOS\//, 'firefox'],
  [/\bChrom(e|ium)\/|\bCriOS\//, 'chrome'],
  [/\bSafari\//, 'safari'],
];
const systemMarks: readonly [RegExp, SystemName][] = [
  [/\b(iPhone|iPad|iPod)\b/, 'ios'],
  [/\bAndroid\b/, 'android'],
  [/\bWindows\b/, 'windows'],
  [/\bMac OS X\b/, 'macos'],
  [/\bLinux\b|\bCrOS\b/, 'linux'],
];

const marked = <Name>(marks: readonly [RegExp, Name][], agent: string): Name | 'other' =>
  marks.find(([mark]) => mark.test(agent))?.[1] ?? 'other';

/** For the person's own list of sessions: coarse, so that it says no more than they need to know it again. */
export function sessionPlaceOf(request: Pick<Request, 'ip' | 'headers'>): SessionPlace {
  const agent = (request.headers['user-agent'] ?? '').slice(0, 512);
  return {
    browser: marked(browserMarks, agent),
    system: marked(systemMarks, agent),
    address: (request.ip ?? '').replace(/^::ffff:/, '').slice(0, 64),
  };
}
