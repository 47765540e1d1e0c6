import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  admitCommand,
  closeSession,
  enterParticipant,
  leaveParticipant,
  loseSession,
  openSession,
} from './session.ts';
import type { SessionRecord } from './session.ts';

function opened(fence: number): SessionRecord {
  const result = openSession(undefined, fence, 1000);
  if (!result.ok) throw new Error(result.code);
  return result.record;
}

test('the highest fence seen rules, whatever the order of commands', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { minLength: 1 }), fences => {
      let record = opened(0);
      let highest = 0;
      for (const fence of fences) {
        const admitted = admitCommand(record, fence, 2000);
        expect(admitted.ok).toBe(fence >= highest);
        if (admitted.ok) record = admitted.record;
        highest = Math.max(highest, fence);
      }
      expect(record.fence).toBe(highest);
    }),
  );
});

test('a session closed on command asks for a higher fence, one that was lost does not', () => {
  expect(openSession(closeSession(opened(5), 0), 5, 0)).toEqual({ ok: false, code: 'stale_fence' });
  expect(openSession(closeSession(opened(5), 0), 6, 0).ok).toBe(true);
  expect(openSession(loseSession(opened(5), 0), 5, 0).ok).toBe(true);
  expect(openSession(loseSession(opened(5), 0), 4, 0)).toEqual({ ok: false, code: 'stale_fence' });
  expect(admitCommand(loseSession(opened(5), 0), 5, 0)).toEqual({ ok: false, code: 'unknown_session' });
});

test('a generation never comes back, whatever the order of entering and leaving', () => {
  const step = fc.record({ leave: fc.boolean(), generation: fc.nat(5) });
  fc.assert(
    fc.property(fc.array(step), steps => {
      let record = opened(1);
      let lowest = 0;
      for (const { leave, generation } of steps) {
        const result = (leave ? leaveParticipant : enterParticipant)(record, 'customer', generation);
        if (!leave || generation >= lowest) expect(result.ok).toBe(generation >= lowest);
        if (!result.ok) continue;
        record = result.record;
        expect(record.participants['customer']).toEqual({ generation, open: !leave });
        lowest = leave ? generation + 1 : generation;
      }
    }),
  );
});

test('a newer generation replaces an open one, not a closed one', () => {
  const first = enterParticipant(opened(1), 'customer', 0);
  if (!first.ok) throw new Error(first.code);
  expect(enterParticipant(first.record, 'customer', 0)).toMatchObject({ replaces: false });
  expect(enterParticipant(first.record, 'customer', 1)).toMatchObject({ replaces: true });
  expect(enterParticipant(first.record, 'agent', 0)).toMatchObject({ replaces: false });
  const left = leaveParticipant(first.record, 'customer', 0);
  if (!left.ok) throw new Error(left.code);
  expect(enterParticipant(left.record, 'customer', 1)).toMatchObject({ replaces: false });
});
