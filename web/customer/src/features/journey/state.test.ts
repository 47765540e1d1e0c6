import { abortReasonCodes, identificationStates, type IdentificationState } from '@visavis/protocol';
import { describe, expect, test } from 'vitest';
import {
  after,
  nextAct,
  returnsByItself,
  screenOf,
  start,
  type Identification,
  type Journey,
  type Tiding,
} from './state.ts';

const coordinate = 'A'.repeat(64);
const attemptId = '0198c0de-0000-7000-8000-00000000000b';

const identification = (state: IdentificationState): Identification => ({
  state,
  reason: null,
  purposes: { de: 'Kontoeröffnung', en: 'opening an account' },
  linkExpiresAt: '2026-12-01T00:00:00.000Z',
  context: {
    tenantId: '0198c0de-0000-7000-8000-00000000000c',
    tenantName: 'Musterbank',
    purpose: 'Kontoeröffnung',
    identificationId: '0198c0de-0000-7000-8000-00000000000a',
    ruleset: { id: 'basic', version: 1 },
    consentVersion: 1,
    language: 'de',
    recipientList: 'a.b.c',
    rootKey: { kty: 'EC', crv: 'P-384', x: coordinate, y: coordinate },
  },
});

const told = (state: IdentificationState): Tiding => ({
  type: 'identification',
  notice: identification(state),
});
const ended = (reason: (typeof abortReasonCodes)[number] | null): Tiding => ({
  type: 'ended',
  attemptId,
  reason,
});
const follow = (from: Journey, ...tidings: Tiding[]): Journey => tidings.reduce(after, from);
const online: Journey = { ...start, online: true };
const prepared: Journey = { ...online, consent: 'de', ready: true };
const inCall = follow(
  prepared,
  told('in_call'),
  { type: 'offered', attemptId },
  { type: 'accepted', attemptId },
);

describe('from notices to screens', () => {
  test('the straight way', () => {
    expect(screenOf(online)).toBe('opening');
    const created = follow(online, told('created'));
    expect(screenOf(created)).toBe('consent');
    expect(screenOf({ ...created, consent: 'de' })).toBe('preview');
    const waiting = follow({ ...created, consent: 'de', ready: true }, told('waiting'));
    expect(screenOf(waiting)).toBe('waiting');
    const offered = follow(waiting, told('in_call'), { type: 'offered', attemptId });
    expect(screenOf(offered)).toBe('offered');
    const call = follow(offered, { type: 'accepted', attemptId });
    expect(screenOf(call)).toBe('call');
    expect(screenOf(follow(call, told('verified'), ended(null)))).toBe('outcome');
  });

  test.each(identificationStates)('%s has a screen that is never the loading one', state => {
    expect(screenOf(follow(prepared, told(state)))).not.toBe('opening');
  });

  test('a stop wins over everything', () => {
    expect(screenOf(follow(inCall, { type: 'stop', stop: 'replaced' }))).toBe('problem');
  });

  test.each(abortReasonCodes)('a call that broke by %s says so, whichever notice comes first', reason => {
    for (const tidings of [
      [told('created'), ended(reason)],
      [ended(reason), told('created')],
    ]) {
      const broken = follow(inCall, ...tidings);
      expect(broken.interruption).toBe(reason);
      expect(screenOf(broken)).toBe('interrupted');
    }
  });

  test('between the two notices the call stays on screen', () => {
    expect(screenOf(follow(inCall, told('created')))).toBe('call');
  });

  test('what this page found out wins over what the server says', () => {
    const found: Journey = { ...inCall, endedReason: 'agent_not_proven' };
    expect(follow(found, told('created'), ended('encryption_failed')).interruption).toBe('agent_not_proven');
  });

  test('an attempt that broke while the server was out of reach counts as a lost connection', () => {
    const back = follow(inCall, { type: 'offline' }, { type: 'online' }, told('created'));
    expect(back.interruption).toBe('connection_lost');
  });

  test('a call outlives a lost connection to the server', () => {
    const step: Tiding = { type: 'step', attemptId, step: 'face' };
    const back = follow(inCall, step, { type: 'offline' }, { type: 'online' }, told('in_call'), {
      type: 'offered',
      attemptId,
    });
    expect(screenOf(back)).toBe('call');
    expect(back.attempt?.step).toBe('face');
  });

  test('a declined offer leads back to waiting without a fright', () => {
    const offered = follow(prepared, told('in_call'), { type: 'offered', attemptId });
    const declined = follow(offered, told('waiting'), ended(null));
    expect(screenOf(declined)).toBe('waiting');
    expect(declined.interruption).toBeNull();
  });

  test('the end stays on screen although its link is refused from then on', () => {
    const over = follow(inCall, told('rejected'), { type: 'offline' }, { type: 'stop', stop: 'link_spent' });
    expect(screenOf(over)).toBe('outcome');
  });

  test('notices of another attempt change nothing', () => {
    const other: Tiding = { type: 'ended', attemptId: 'another', reason: 'agent_left' };
    expect(follow(inCall, other)).toEqual(inCall);
  });
});

describe('what the page does by itself', () => {
  test('enters the queue once consent and camera are there', () => {
    expect(nextAct(follow(prepared, told('created')), 'open')).toBe('enter_queue');
    expect(nextAct(follow(online, told('created')), 'closed')).toBeNull();
  });

  test('never keeps a place in front of an agent that it could not answer', () => {
    expect(nextAct(follow(online, told('waiting')), 'closed')).toBe('leave_queue');
    const reloaded: Journey = { ...online, consent: 'de' };
    expect(nextAct(follow(reloaded, told('waiting')), 'closed')).toBe('open_devices');
    expect(nextAct(follow(reloaded, told('waiting')), 'asking')).toBeNull();
    expect(nextAct(follow(reloaded, told('waiting')), 'problem')).toBe('leave_queue');
  });

  test('opens the camera again when reloaded in a call', () => {
    const reloaded = follow({ ...online, consent: 'de' }, told('in_call'), { type: 'offered', attemptId });
    expect(nextAct(reloaded, 'closed')).toBe('open_devices');
    expect(screenOf(reloaded)).toBe('preview');
  });

  test('comes back by itself from what was nobody’s fault, three times', () => {
    const broken = follow(inCall, told('created'), ended('agent_left'));
    expect(nextAct(broken, 'open')).toBe('return');
    expect(nextAct({ ...broken, returns: 3 }, 'open')).toBeNull();
    expect(returnsByItself('encryption_failed', 0)).toBe(false);
    expect(returnsByItself('customer_left', 0)).toBe(false);
  });

  test('a call that was hung up without a connection is left when there is one again', () => {
    const hungUp = follow({ ...inCall, endedReason: 'customer_left' }, { type: 'offline' });
    expect(nextAct(hungUp, 'open')).toBeNull();
    const back = follow(hungUp, { type: 'online' }, told('in_call'), { type: 'offered', attemptId });
    expect(nextAct(back, 'open')).toBe('leave_call');
    expect(nextAct(follow(back, told('created')), 'open')).toBeNull();
    expect(follow(back, told('created'), ended('customer_left')).interruption).toBe('customer_left');
  });

  test('does nothing offline or stopped', () => {
    const ready = follow(prepared, told('created'));
    expect(nextAct({ ...ready, online: false }, 'open')).toBeNull();
    expect(nextAct({ ...ready, stop: 'replaced' }, 'open')).toBeNull();
  });
});
