import { z } from 'zod';
import { digest, id } from './primitives.ts';

/**
 * What the ends of a call say to each other beside picture and sound, sealed: no server reads or checks any of it.
 * `control` carries these messages as JSON in UTF-8, `photo` the chunks of a photo in bytes. Every end parses what it
 * gets and ignores what does not fit: the other end is authentic, not therefore right.
 */

/** Bytes of one message on either channel. */
export const dataMessageBytesMost = 32 * 1024;
/** Characters (UTF-16 code units) of one chat message. */
export const chatTextMost = 500;
export const photoBytesMost = 20_000_000;
/** Bytes of a photo that one chunk carries; only the last has fewer. */
export const photoChunkBytes = 16 * 1024;
/** Bytes of a photo on their way and not acknowledged. */
export const photoWindowBytes = 192 * 1024;

export const cameraCommand = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('torch'), on: z.boolean() }),
  z.strictObject({ kind: z.literal('zoom'), value: z.number() }),
  /** Near: as close as the camera can focus, for a document held up. Auto: the camera's own choice. */
  z.strictObject({ kind: z.literal('focus'), mode: z.enum(['near', 'auto']) }),
  z.strictObject({ kind: z.literal('flip') }),
]);
export type CameraCommand = z.infer<typeof cameraCommand>;

/** What the camera can do and how it stands, as the browser says; null is what it cannot do. */
export const cameraState = z.strictObject({
  facing: z.enum(['user', 'environment']).nullable(),
  torch: z.strictObject({ on: z.boolean() }).nullable(),
  zoom: z
    .strictObject({ min: z.number(), max: z.number(), step: z.number().nonnegative(), value: z.number() })
    .nullable(),
  focus: z.strictObject({ mode: z.enum(['near', 'auto']) }).nullable(),
  canFlip: z.boolean(),
});
export type CameraState = z.infer<typeof cameraState>;

/** Why a command changed nothing. */
export const cameraProblem = z.enum(['unsupported', 'failed', 'busy']);
export type CameraProblem = z.infer<typeof cameraProblem>;

/** Why there will be no photo. */
export const photoProblem = z.enum(['cancelled', 'failed', 'too_large', 'damaged', 'busy']);
export type PhotoProblem = z.infer<typeof photoProblem>;

const offset = z.int().min(0).max(photoBytesMost);

export const controlMessage = z.discriminatedUnion('type', [
  /** An end has come, or come back: what it has to know is said again. */
  z.strictObject({ type: z.literal('hello') }),
  z.strictObject({ type: z.literal('chat'), id, text: z.string().min(1).max(chatTextMost) }),
  z.strictObject({ type: z.literal('chat:received'), id }),
  /** Customer: on every change, and as the answer to a command. */
  z.strictObject({
    type: z.literal('camera:state'),
    state: cameraState,
    answer: z.strictObject({ id, problem: cameraProblem.nullable() }).nullable(),
  }),
  /** Agent. */
  z.strictObject({ type: z.literal('camera:command'), id, command: cameraCommand }),
  /** Agent: asks for a photo; said again after a break, by the same id it is the same photo if the customer still has it. */
  z.strictObject({ type: z.literal('photo:ask'), id }),
  /** Customer: the photo is there; said again after a break. */
  z.strictObject({
    type: z.literal('photo:offer'),
    id,
    /** How often it was offered, from 1. */
    turn: z.int().min(1),
    bytes: z.int().min(1).max(photoBytesMost),
    width: z.int().min(1).max(30_000),
    height: z.int().min(1).max(30_000),
    mime: z.literal('image/jpeg'),
    sha384: digest,
  }),
  /** Agent: send from here on; the answer to the offer of that turn. */
  z.strictObject({ type: z.literal('photo:want'), id, turn: z.int(), from: offset }),
  /** Agent: everything before this offset is here. */
  z.strictObject({ type: z.literal('photo:received'), id, before: offset }),
  /** Agent: whole, and its hash is right. */
  z.strictObject({ type: z.literal('photo:done'), id }),
  /** Either end: this photo does not come. */
  z.strictObject({ type: z.literal('photo:end'), id, problem: photoProblem }),
]);
export type ControlMessage = z.infer<typeof controlMessage>;
