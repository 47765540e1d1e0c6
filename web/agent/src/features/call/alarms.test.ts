import { mediaRefusals } from '@visavis/protocol';
import { expect, test } from 'vitest';
import { en } from '../../language/en.ts';
import { alarmOf, hintOf, isHostile, reasonOf } from './alarms.ts';

test('alarms of encryption and roster are told apart from a broken connection', () => {
  expect(alarmOf('unknown_participant')).toBe('unknown_participant');
  expect(alarmOf('old_roster_change')).toBe('roster_differs');
  expect(alarmOf('bad_sender_key')).toBe('encryption_broken');
  expect(alarmOf('connection_lost')).toBe('call_broken');
  // a refusal of the server
  expect(alarmOf('no_media_node')).toBe('call_broken');
});

test('every alarm of a call has words and ends it with a fitting reason', () => {
  const codes = ['unknown_participant', 'wrong_roster', 'bad_mac', 'no_answer', ...mediaRefusals];
  for (const alarm of codes.map(alarmOf)) {
    expect(en).toHaveProperty([`call.alarm.${alarm}`]);
    expect(en).toHaveProperty([hintOf(alarm)]);
    expect(reasonOf(alarm)).toBe(isHostile(alarm) ? 'encryption_failed' : 'connection_lost');
  }
});
