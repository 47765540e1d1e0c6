import { steps } from '@visavis/protocol';
import { expect, test } from 'vitest';
import { meaningOf } from './data.ts';
import { guideOf } from './guide.ts';

const code = '417902';

test('nothing is asked for before the keys stand', () => {
  for (const step of [...steps, null])
    expect(guideOf({ step, securityCode: null, stepSeen: true })).toBe('connecting');
});

test('the code comes first, and again when the agent asks for it', () => {
  expect(guideOf({ step: null, securityCode: code, stepSeen: false })).toBe('code');
  expect(guideOf({ step: 'security_code', securityCode: code, stepSeen: true })).toBe('code');
});

test('otherwise what the agent shows, and between steps the agent leads', () => {
  expect(guideOf({ step: 'face', securityCode: code, stepSeen: true })).toBe('face');
  expect(guideOf({ step: null, securityCode: code, stepSeen: true })).toBe('listen');
});

test('only a broken connection is tried again; what touches encryption never is', () => {
  expect(meaningOf('connection_lost')).toEqual({ shown: 'connection_lost', mayRejoin: true });
  expect(meaningOf('no_media_node')).toEqual({ shown: 'connection_lost', mayRejoin: false });
  expect(meaningOf('bad_certificate')).toEqual({ shown: 'agent_not_proven', mayRejoin: false });
  expect(meaningOf('media_variable_rate')).toEqual({ shown: 'media_refused', mayRejoin: false });
  for (const alarm of ['bad_mac', 'wrong_context', 'agreement_timed_out', 'anything new'])
    expect(meaningOf(alarm)).toEqual({ shown: 'encryption_failed', mayRejoin: false });
});
