import { createContentKey, sealSegment, type AttemptContext, type SealingList } from '@visavis/e2ee';
import type { Step } from '@visavis/protocol';
import type { Collector } from '../../evidence/collector.ts';

/** A picture that was taken; `url` shows it for as long as the call is open. */
export type Still = { id: string; step: Step; url: string; width: number; height: number };

/** A picture before it is sealed. */
export type Picture = { picture: Blob; width: number; height: number };

const mime = 'image/jpeg';
const quality = 0.92;
/** A photo may be larger than a segment can be. */
const partBytes = 8 * 1024 * 1024;

/**
 * The frame that the video shows now, in the resolution it came in.
 * @throws Error when there is no frame yet
 */
export async function captureFrame(video: HTMLVideoElement): Promise<Picture> {
  const { videoWidth: width, videoHeight: height } = video;
  if (width === 0 || height === 0) throw new Error('no picture yet');
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(video, 0, 0, width, height);
  return { picture: await canvas.convertToBlob({ type: mime, quality }), width, height };
}

/** Seals a picture with a content key of its own and hands it to the collector; in clear it only lives in this page. */
export async function sealStill(
  picture: Blob,
  step: Step,
  { attempt, list, collector }: { attempt: AttemptContext; list: SealingList; collector: Collector },
): Promise<string> {
  const id = crypto.randomUUID();
  const context = { ...attempt, artefact: id };
  const { key, wrapped, commitment, recipientList } = await createContentKey(context, list);
  const plaintext = new Uint8Array(await picture.arrayBuffer());
  await collector.add({ id, kind: 'still', step, mime, commitment, wrapped, recipientList });
  for (let number = 0, at = 0; at < plaintext.length; number += 1, at += partBytes) {
    const part = plaintext.subarray(at, at + partBytes);
    const isLast = at + partBytes >= plaintext.length;
    await collector.segment(id, await sealSegment(key, context, number, isLast, part));
  }
  plaintext.fill(0);
  return id;
}
