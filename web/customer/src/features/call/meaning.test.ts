import { expect, test } from 'vitest';
import { meaningOf } from './data.ts';

test('R39 somebody unknown ends the call with words of its own, and it is not joined again', () => {
  expect(meaningOf('unknown_participant')).toEqual({ shown: 'unknown_participant', mayRejoin: false });
  for (const code of ['bad_roster_change', 'old_roster_change', 'wrong_roster'])
    expect(meaningOf(code)).toEqual({ shown: 'roster_not_proven', mayRejoin: false });
  expect(meaningOf('bad_sender_key')).toEqual({ shown: 'encryption_failed', mayRejoin: false });
  expect(meaningOf('connection_lost').mayRejoin).toBe(true);
});
