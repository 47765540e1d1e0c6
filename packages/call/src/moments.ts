/**
 * The moments of one call, as marks of the page's performance timeline (`visavis:…`): what is measured from outside.
 * prepared: both transports stand. agreed: keys agreed. sending, receiving: own and other's sender key stand.
 */
const moments = ['prepared', 'agreed', 'sending', 'receiving', 'first-frame'] as const;
export type Moment = (typeof moments)[number];

export const mark = (moment: Moment): void => void performance.mark(`visavis:${moment}`);

/** A page may hold one call after the other. */
export function forgetMoments(): void {
  for (const moment of moments) performance.clearMarks(`visavis:${moment}`);
}
