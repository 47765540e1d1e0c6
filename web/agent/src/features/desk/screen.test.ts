import { describe, expect, test } from 'vitest';
import { startShown } from '../call/state.ts';
import { screenOf } from './screen.ts';

const offer = {
  attemptId: '5a0b7d0e-0000-4000-8000-000000000001',
  tenantId: 't',
  identificationId: '5a0b7d0e-0000-4000-8000-000000000002',
  language: 'de' as const,
  purpose: { de: 'Eröffnung eines Kontos', en: 'Opening an account' },
  waitedSeconds: 12,
  expiresAt: '2026-11-21T12:00:20.000Z',
};
const prepared = startShown(offer.attemptId, offer.identificationId);
const running = { ...prepared, stage: 'running' as const };
const ended = { ...prepared, stage: 'ended' as const };
const wish = { outcome: 'verified' as const, reason: null, changes: [] };

describe('the screen of the desk', () => {
  test('is the offer while its call is only prepared', () => {
    expect(screenOf('online', null, null, null)).toBe('queue');
    expect(screenOf('online', offer, prepared, null)).toBe('offer');
    expect(screenOf('online', null, running, null)).toBe('call');
  });

  test('stays with the call when the server is out of reach', () => {
    expect(screenOf('offline', null, running, null)).toBe('call');
  });

  test('stays with the decision when the call ends under it', () => {
    expect(screenOf('online', null, ended, { phase: 'sending', wish })).toBe('deciding');
    expect(screenOf('online', null, ended, null)).toBe('ended');
  });

  test('belongs to the other console once that took over', () => {
    expect(screenOf('replaced', offer, running, { phase: 'sending', wish })).toBe('replaced');
  });
});
