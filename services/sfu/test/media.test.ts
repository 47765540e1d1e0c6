import type { SfuCommand, SfuRequest } from '@visavis/protocol';
import { expect, test } from 'vitest';
import { openPage } from './browser.ts';
import { connectControl, startTestNode } from './node.ts';

test('picture and sound flow from one browser end to the other', async () => {
  const node = await startTestNode();
  const control = await connectControl(node.controlUrl);
  const { page, url, close } = await openPage();
  try {
    await page.exposeFunction('command', (name: SfuCommand, request: SfuRequest<SfuCommand>) =>
      control.value(name, request),
    );
    await page.goto(url);
    const received = await page.evaluate(() => globalThis.call());
    expect(received.framesDecoded).toBeGreaterThanOrEqual(10);
    expect(received.audioPackets).toBeGreaterThanOrEqual(10);
    expect(received.audioLevelNegotiated).toBe(false);
    const connected = { ice: 'completed', dtls: 'connected' };
    await control.event('transport.state', state => state.direction === 'send' && state.dtls === 'connected');
    const { sessions } = await control.value('session.list', {});
    expect(sessions[0]?.participants).toMatchObject([
      {
        participant: 'customer',
        transports: [connected],
        producers: [{ slot: 'microphone' }, { slot: 'camera' }],
      },
      { participant: 'agent', transports: [connected], consumers: [{ kind: 'audio' }, { kind: 'video' }] },
    ]);

    // a page that is gone is told by its transports
    await page.goto('about:blank');
    await control.event('transport.state', ({ dtls }) => dtls === 'closed' || dtls === 'failed');
  } finally {
    await close();
    control.close();
    await node.close();
  }
});
