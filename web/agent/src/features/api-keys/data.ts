import { apiKeyWarningDays, type ApiKeyView } from '@visavis/protocol';

const day = 86_400_000;

export type KeyState = 'good' | 'soon' | 'replaced' | 'expired' | 'revoked';

export function stateOf({ revokedAt, expiresAt, successorId }: ApiKeyView, now: number): KeyState {
  if (revokedAt !== null) return 'revoked';
  const left = Date.parse(expiresAt) - now;
  if (left <= 0) return 'expired';
  if (successorId !== null) return 'replaced';
  return left < apiKeyWarningDays * day ? 'soon' : 'good';
}

/** A whole number within bounds, or undefined for anything else. */
export function readWhole(text: string, least: number, most: number): number | undefined {
  const value = /^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}
