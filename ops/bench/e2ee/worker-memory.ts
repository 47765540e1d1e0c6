import type { CDPSession, Page } from 'playwright-core';
import { z } from 'zod';

const attached = z.object({ sessionId: z.string(), targetInfo: z.object({ type: z.string() }) });
const received = z.object({ sessionId: z.string(), message: z.string() });
const reply = z.object({ id: z.int(), result: z.unknown() });
const usage = z.object({ usedSize: z.number(), backingStorageSize: z.number() });

/** The debugger's connection to the only worker of a page. */
async function attachToWorker(page: Page): Promise<(method: string) => Promise<unknown>> {
  const cdp: CDPSession = await page.context().newCDPSession(page);
  const found = new Promise<string>(resolve => {
    cdp.on('Target.attachedToTarget', event => {
      const { sessionId, targetInfo } = attached.parse(event);
      if (targetInfo.type === 'worker') resolve(sessionId);
    });
  });
  // its messages come through the page's session: a session of its own is not within playwright's reach
  await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const sessionId = await found;
  let last = 0;
  return async method => {
    const id = ++last;
    const answer = new Promise<unknown>(resolve => {
      const listen = (event: unknown) => {
        const { message, sessionId: from } = received.parse(event);
        const parsed = reply.safeParse(JSON.parse(message));
        if (from !== sessionId || parsed.data?.id !== id) return;
        cdp.off('Target.receivedMessageFromTarget', listen);
        resolve(parsed.data.result);
      };
      cdp.on('Target.receivedMessageFromTarget', listen);
    });
    await cdp.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    return answer;
  };
}

/**
 * What a page's only worker holds: bytes of its heap and of the buffers behind it, after what is not needed any more
 * was collected.
 */
export async function watchWorkerMemory(page: Page): Promise<() => Promise<number>> {
  const send = await attachToWorker(page);
  return async () => {
    for (let i = 0; i < 3; i++) await send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize } = usage.parse(await send('Runtime.getHeapUsage'));
    return usedSize + backingStorageSize;
  };
}
