import { photoBytesMost } from '@visavis/protocol';
import { jpegSize } from './jpeg.ts';
import { withoutMetadata } from './jpeg-metadata.ts';

export type TakenPhoto = { bytes: Uint8Array<ArrayBuffer>; width: number; height: number };

/** Not in every browser, nor in TypeScript's own types. W3C Image Capture, section 2. */
type ImageCaptureOf = new (track: MediaStreamTrack) => {
  getPhotoCapabilities: () => Promise<{ imageWidth?: { max?: number }; imageHeight?: { max?: number } }>;
  takePhoto: (settings?: { imageWidth: number; imageHeight: number }) => Promise<Blob>;
};

const shutterMilliseconds = 12_000;
const qualities = [0.95, 0.85, 0.7];

/**
 * A photo at the largest size that the camera has, as JPEG of at most 20 MB. Where the browser takes none, or a smaller
 * one than it said, the largest frame that the track gives; the track has its size from before afterwards.
 * @throws Error when the camera gives neither
 */
export async function takePhoto(track: MediaStreamTrack): Promise<TakenPhoto> {
  const { ImageCapture } = globalThis as { ImageCapture?: ImageCaptureOf };
  const shot = ImageCapture && (await shutter(new ImageCapture(track)).catch(() => undefined));
  if (shot?.isLargest) return shot.photo;
  const frame = await largestFrame(track).then(asJpeg, () => undefined);
  const best = [shot?.photo, frame].filter(photo => photo !== undefined);
  best.sort((one, other) => pixels(other) - pixels(one));
  if (!best[0]) throw new Error('the camera gives no photo');
  return best[0];
}

const pixels = ({ width, height }: { width: number; height: number }) => width * height;

/** Some phones never answer: then a frame has to do. */
const inTime = <Value>(work: Promise<Value>): Promise<Value> => {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('the camera does not answer')), shutterMilliseconds);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
};

async function shutter(capture: InstanceType<ImageCaptureOf>) {
  const { imageWidth, imageHeight } = await inTime(capture.getPhotoCapabilities());
  const [width, height] = [imageWidth?.max, imageHeight?.max];
  const largest = width && height ? { imageWidth: width, imageHeight: height } : undefined;
  const photo = await asJpeg(await inTime(capture.takePhoto(largest)));
  return { photo, isLargest: !width || !height || pixels(photo) >= width * height };
}

/** A camera's own JPEG stays as it is, but for what the camera noted; anything else, or one too large, is encoded here. */
async function asJpeg(picture: Blob | ImageBitmap): Promise<TakenPhoto> {
  if (picture instanceof Blob && picture.size <= photoBytesMost) {
    const bytes = withoutMetadata(new Uint8Array(await picture.arrayBuffer()));
    const size = jpegSize(bytes);
    if (size) return { bytes, ...size };
  }
  const bitmap = picture instanceof Blob ? await createImageBitmap(picture) : picture;
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  for (const quality of qualities) {
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
    if (blob.size <= photoBytesMost)
      return { bytes: new Uint8Array(await blob.arrayBuffer()), width, height };
  }
  throw new Error('the photo is too large');
}

async function largestFrame(track: MediaStreamTrack): Promise<ImageBitmap> {
  const before = track.getSettings();
  // absent in older Firefox, whatever the type says
  const can = (track.getCapabilities as (() => MediaTrackCapabilities) | undefined)?.call(track);
  try {
    await resize(track, can?.width?.max, can?.height?.max);
    return await nextFrame(track);
  } finally {
    await resize(track, before.width, before.height).catch(() => undefined);
  }
}

/** Light, zoom and focus stay; Chromium takes these and a size only one after the other. */
async function resize(track: MediaStreamTrack, width?: number, height?: number): Promise<void> {
  if (!width || !height) return;
  const { advanced = [], ...before } = track.getConstraints();
  const wish = { ...before, width: { ideal: width }, height: { ideal: height } };
  await track.applyConstraints({ ...wish, advanced }).catch(() => track.applyConstraints(wish));
}

/** The next frame in the size that the track's settings say by now. */
async function nextFrame(track: MediaStreamTrack): Promise<ImageBitmap> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([track]);
  try {
    await inTime(
      new Promise<void>((resolve, reject) => {
        const look = () => {
          const { width } = track.getSettings();
          // turned on its side, a phone's track swaps width and height
          if (!width || video.videoWidth === width || video.videoHeight === width) resolve();
          else video.requestVideoFrameCallback(look);
        };
        video.requestVideoFrameCallback(look);
        video.play().catch(reject);
      }),
    );
    return await createImageBitmap(video);
  } finally {
    video.srcObject = null;
  }
}
