import { z } from 'zod';

/** What speaks against a request being its person's own; each is a point. Which, and what two of them lead to, is the server's. */
export const riskSignals = [
  /** Both factors were never shown in this browser, or for the first time less than a day ago. */
  'browser_unfamiliar',
  /** Likewise from this network. */
  'network_unfamiliar',
  /** Too old to be kept safe, or no browser that we know. */
  'browser_outdated',
  /** Sign-ins or confirmations in one's name were refused again and again. */
  'refused_often',
] as const;
export type RiskSignal = (typeof riskSignals)[number];
export const riskSignal = z.enum(riskSignals);
