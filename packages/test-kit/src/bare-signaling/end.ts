/** What a page that is one end of a measured call offers to whoever measures. */
export interface MeasuredEnd {
  /** Connects, opens the camera and begins to prepare the call. */
  open: (attemptId: string, role: 'customer' | 'agent') => Promise<void>;
  /** All stands that need not wait for the acceptance: both transports, and keys if the call has any. */
  prepared: Promise<void>;
  /** Accepts for both ends. @returns when: milliseconds since 1970 */
  accept: () => number;
  /** When the first picture of the other end was shown: milliseconds since 1970. */
  firstPicture: Promise<number>;
}

declare global {
  var measuredEnd: MeasuredEnd;
}

export const now = (): number => performance.timeOrigin + performance.now();

/** When the first picture of a stream is shown. */
export function firstPictureOf(stream: MediaStream): Promise<number> {
  const video = document.createElement('video');
  video.muted = true;
  video.autoplay = true;
  video.srcObject = stream;
  document.body.append(video);
  return new Promise(resolve => {
    video.requestVideoFrameCallback(() => resolve(now()));
  });
}

export const camera = (): Promise<MediaStream> =>
  navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720 }, audio: true });

// how an end reaches the bare signaling, for pages elsewhere
export { io, type Socket } from 'socket.io-client';
