import { expect, test } from 'vitest';
import { features, judge, type Feature, type Finding } from './verdict.ts';

const found = (...missing: Feature[]): Finding[] =>
  features.map(feature => ({ feature, ok: !missing.includes(feature), detail: '' }));

test('everything there: calls work', () => {
  expect(judge(found())).toEqual({ verdict: 'works', missing: [] });
});

test('what Safari lacks besides does not keep a call from working', () => {
  expect(judge(found('photo', 'recorder'))).toEqual({ verdict: 'limited', missing: ['recorder', 'photo'] });
});

test.each(['secure_page', 'frames_interface', 'video_encrypted', 'voice_encrypted', 'post_quantum'] as const)(
  'no call without %s',
  feature => {
    expect(judge(found(feature, 'photo')).verdict).toBe('fails');
  },
);

test('what was not looked at counts as missing', () => {
  expect(judge([]).verdict).toBe('fails');
  expect(judge(found().slice(0, -1))).toEqual({ verdict: 'limited', missing: ['photo'] });
});
