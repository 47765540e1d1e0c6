import type { types } from 'mediasoup-client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepConnected } from './keep-connected.ts';
import { RequestError } from './requests.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const credentials = (number: number): types.IceParameters => ({
  usernameFragment: `u${String(number)}`,
  password: 'p',
});

/** A transport whose connection the test makes and breaks. `heals`: with these credentials. */
function kept(heals: (usernameFragment: string) => boolean = () => false) {
  let listener: (state: types.ConnectionState) => void = () => undefined;
  const transport = {
    connectionState: 'new' as types.ConnectionState,
    closed: false,
    on: (_: string, given: typeof listener) => (listener = given),
    restartIce: ({ iceParameters }: { iceParameters?: types.IceParameters } = {}) => {
      if (heals(iceParameters?.usernameFragment ?? '')) become('connected');
      return Promise.resolve();
    },
  };
  const become = (state: types.ConnectionState) => {
    transport.connectionState = state;
    listener(state);
  };
  return { transport, become };
}

test('restarts a connection that stays broken, and tells of no failure', async () => {
  const { transport, become } = kept(name => name === 'u1');
  const restart = vi.fn((number: number) => Promise.resolve(credentials(number)));
  const states: string[] = [];
  keepConnected(transport, { restart, report: state => states.push(state) });
  become('connected');
  become('disconnected');
  await vi.advanceTimersByTimeAsync(2_900);
  expect(restart).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(200);
  expect(restart.mock.calls).toEqual([[1]]);
  expect(states).toEqual(['connected', 'disconnected', 'connected']);
  // the next break counts on
  become('failed');
  await vi.advanceTimersByTimeAsync(0);
  expect(restart.mock.calls).toEqual([[1], [2]]);
});

test('leaves alone what recovers by itself', async () => {
  const { transport, become } = kept();
  const restart = vi.fn((number: number) => Promise.resolve(credentials(number)));
  keepConnected(transport, { restart, report: () => undefined });
  become('connected');
  become('disconnected');
  await vi.advanceTimersByTimeAsync(1_000);
  become('connected');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(restart).not.toHaveBeenCalled();
});

test('asks again with the same number after no answer', async () => {
  const { transport, become } = kept(() => true);
  const restart = vi
    .fn((number: number) => Promise.resolve(credentials(number)))
    .mockRejectedValueOnce(new RequestError('no_answer'))
    .mockRejectedValueOnce(new RequestError('conflict'));
  const states: string[] = [];
  keepConnected(transport, { restart, report: state => states.push(state) });
  become('connected');
  become('failed');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(restart.mock.calls).toEqual([[1], [1], [1]]);
  expect(states).toEqual(['connected', 'connected']);
});

test('gives up after a while, at once when the call is not there any more, and never began without a connection', async () => {
  const states: string[] = [];
  const report = (state: string) => states.push(state);
  const lasting = kept();
  keepConnected(lasting.transport, { restart: number => Promise.resolve(credentials(number)), report });
  lasting.become('connected');
  lasting.become('failed');
  await vi.advanceTimersByTimeAsync(15_000);
  expect(states).toEqual(['connected']);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(states.splice(0)).toEqual(['connected', 'failed']);

  const over = kept();
  keepConnected(over.transport, { restart: () => Promise.reject(new RequestError('wrong_state')), report });
  over.become('connected');
  over.become('failed');
  await vi.advanceTimersByTimeAsync(0);
  expect(states.splice(0)).toEqual(['connected', 'failed']);

  const blocked = kept();
  const restart = vi.fn((number: number) => Promise.resolve(credentials(number)));
  keepConnected(blocked.transport, { restart, report });
  blocked.become('connecting');
  blocked.become('failed');
  await vi.advanceTimersByTimeAsync(30_000);
  expect(states).toEqual(['connecting', 'failed']);
  expect(restart).not.toHaveBeenCalled();
});
