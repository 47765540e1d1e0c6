import type { FromWorker, TransformOptions } from '@visavis/e2ee';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAttachments } from './attachment.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const camera: TransformOptions = { direction: 'send', slot: 'camera', index: 0 };
const microphone: TransformOptions = { ...camera, slot: 'microphone' };

function worker() {
  const listeners = new Set<(message: FromWorker) => void>();
  return {
    listen: (listener: (message: FromWorker) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    attached: (options: TransformOptions) =>
      listeners.forEach(listener => listener({ type: 'attached', options })),
  };
}

test('R32 a transform is proven by a frame of its own, and anew with another sender', async () => {
  const encryption = worker();
  const attachments = createAttachments(encryption, true);
  const seen: string[] = [];
  void attachments.proven(camera).then(() => seen.push('camera'));
  encryption.attached(microphone);
  await vi.advanceTimersByTimeAsync(0);
  expect([attachments.isProven(camera), attachments.isProven(microphone), seen]).toEqual([false, true, []]);
  encryption.attached(camera);
  await vi.advanceTimersByTimeAsync(0);
  expect([attachments.isProven(camera), seen]).toEqual([true, ['camera']]);
  attachments.begin(camera);
  expect(attachments.isProven(camera)).toBe(false);
});

test('R32 what is not proven is attached anew every 2 s, and after three times in vain there is no call', () => {
  const encryption = worker();
  const attachments = createAttachments(encryption, true);
  const tries = { camera: 0, microphone: 0 };
  const failed: string[] = [];
  for (const options of [camera, microphone])
    attachments.insist(
      options,
      () => void (tries[options.slot] += 1),
      () => failed.push(options.slot),
    );
  vi.advanceTimersByTime(3_000);
  expect(tries).toEqual({ camera: 1, microphone: 1 });
  encryption.attached(microphone);
  vi.advanceTimersByTime(4_000);
  expect([tries, failed]).toEqual([{ camera: 3, microphone: 1 }, []]);
  vi.advanceTimersByTime(1_000);
  expect(failed).toEqual(['camera']);
  expect(vi.getTimerCount()).toBe(0);
});

test('R32 an end that is closed tries no more; one whose browser holds frames back never has to', () => {
  const attachments = createAttachments(worker(), true);
  const never = () => expect.unreachable();
  attachments.insist(camera, never, never);
  attachments.close();
  createAttachments(worker(), false).insist(camera, never, never);
  expect(createAttachments(worker(), false).isProven(camera)).toBe(true);
  vi.advanceTimersByTime(60_000);
});
