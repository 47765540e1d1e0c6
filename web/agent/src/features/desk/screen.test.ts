import { describe, expect, test } from 'vitest';
import { startShown } from '../call/state.ts';
import { screenOf } from './screen.ts';

const key = 'A'.repeat(64);
const offer = {
  attemptId: '5a0b7d0e-0000-4000-8000-000000000001',
  context: {
    tenantId: '5a0b7d0e-0000-4000-8000-000000000003',
    tenantName: 'Example Bank',
    purpose: 'Opening an account',
    identificationId: '5a0b7d0e-0000-4000-8000-000000000002',
    ruleset: { id: 'basic' as const, version: 1 },
    consentVersion: 1,
    language: 'de' as const,
    recipientList: 'a.b.c',
    rootKey: { kty: 'EC' as const, crv: 'P-384' as const, x: key, y: key },
  },
  purpose: { de: 'Eröffnung eines Kontos', en: 'Opening an account' },
  waitedSeconds: 12,
  expiresAt: '2026-11-21T12:00:20.000Z',
};
const prepared = startShown(offer.attemptId);
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
