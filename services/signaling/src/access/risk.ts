import type { Standing } from '@visavis/db';
import type { RiskSignal } from '@visavis/protocol';

/** What a request is judged by, besides who it claims to be from. */
export type Circumstances = Standing & { isBrowserCurrent: boolean };

/** Each that is so is a point. */
const points: Record<RiskSignal, (given: Circumstances) => boolean> = {
  browser_unfamiliar: given => !given.isBrowserFamiliar,
  network_unfamiliar: given => !given.isNetworkFamiliar,
  browser_outdated: given => !given.isBrowserCurrent,
  refused_often: given => given.refusals >= 3,
};

/** From so many points on a code that was told or typed elsewhere could have brought the request here: only a passkey cannot. */
const raisedFrom = 2;

export type Risk = { signals: RiskSignal[]; isRaised: boolean };

export function riskOf(given: Circumstances): Risk {
  const signals = (Object.keys(points) as RiskSignal[]).filter(signal => points[signal](given));
  return { signals, isRaised: signals.length >= raisedFrom };
}
