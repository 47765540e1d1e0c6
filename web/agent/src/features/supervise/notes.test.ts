import { mediaRefusals } from '@visavis/protocol';
import { expect, test } from 'vitest';
import { en } from '../../language/en.ts';
import { alarmNote, refusedNote } from './notes.ts';

test('who loses the connection may come back; who was deceived is told so', () => {
  for (const code of ['connection_lost', 'no_answer', 'wrong_state', 'no_media_node'])
    expect(alarmNote(code)).toEqual({ kind: 'out', why: 'connection' });
  expect(alarmNote('unknown_participant')).toEqual({ kind: 'alarm', why: 'unknown_participant' });
  expect(alarmNote('bad_certificate')).toEqual({ kind: 'alarm', why: 'agent_not_proven' });
  expect(alarmNote('old_roster_change')).toEqual({ kind: 'alarm', why: 'encryption_failed' });
  for (const code of mediaRefusals) expect(alarmNote(code)).toEqual({ kind: 'alarm', why: 'media_refused' });
});

test('every refusal of joining has words of its own, unknown ones the general', () => {
  const codes = ['not_permitted', 'conflict', 'wrong_state', 'not_found', 'device_not_certified', 'internal'];
  const notes = codes.map(refusedNote);
  expect(notes.map(({ why }) => why)).toEqual(['own', 'taken', 'over', 'over', 'device', 'failed']);
  for (const { why } of notes) expect(en).toHaveProperty([`supervise.refused.${why}.hint`]);
});
