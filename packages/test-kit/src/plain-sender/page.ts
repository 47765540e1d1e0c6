import { Device } from 'mediasoup-client';
import type { types } from 'mediasoup-client';

/**
 * A page that sends its camera in clear: the control of every search for plaintext. `command` is the test's control
 * connection to the SFU; it answers with the value of a command.
 */
declare global {
  var command: (name: string, request: object) => Promise<never>;
  /** @returns the frames that were sent, each as base64 */
  var sendPlain: (session: string, frames: number) => Promise<string[]>;
}

globalThis.sendPlain = async (session, wanted) => {
  const sender = { session, fence: 1, participant: 'plain', generation: 0 };
  const opened: { routerRtpCapabilities: types.RtpCapabilities } = await command('session.open', {
    session,
    fence: 1,
  });
  const device = await Device.factory();
  await device.load(opened);
  const transport = device.createSendTransport(
    await command('transport.open', { ...sender, direction: 'send' }),
  );
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    command('transport.connect', { ...sender, direction: 'send', dtlsParameters }).then(done, failed);
  });
  transport.on('produce', ({ kind, rtpParameters }, done, failed) => {
    command('producer.open', { ...sender, slot: 'camera', kind, rtpParameters }).then(
      ({ producerId }: { producerId: string }) => done({ id: producerId }),
      failed,
    );
  });
  const media = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 360 } });
  const [track] = media.getVideoTracks();
  if (!track) throw new Error('no camera');
  const worker = new Worker('/frames.js');
  const frames: string[] = [];
  const enough = new Promise<void>(resolve => {
    worker.onmessage = ({ data }: MessageEvent<string>) => {
      if (frames.push(data) === wanted) resolve();
    };
  });
  const { id: producerId } = await transport.produce({
    track,
    onRtpSender: rtpSender => {
      rtpSender.transform = new RTCRtpScriptTransform(worker, {});
    },
  });
  // somebody has to receive it, or the node forwards nothing
  const listener = { ...sender, participant: 'listener' };
  await command('transport.open', { ...listener, direction: 'receive' });
  const { consumerId }: { consumerId: string } = await command('consumer.open', {
    ...listener,
    producerId,
    rtpCapabilities: device.recvRtpCapabilities,
  });
  await command('consumer.resume', { ...listener, consumerId });
  await enough;
  transport.close();
  await command('session.close', { session, fence: 1 });
  return frames;
};
