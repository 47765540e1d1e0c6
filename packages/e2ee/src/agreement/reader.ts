import { fromUtf8, type Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';

/** Reads fields off a message in order; every field must be there whole (R4). */
export interface Reader {
  uint(size: number): number;
  take(length: number): Bytes;
  prefixed(min: number, max: number): Bytes;
  text(min: number, max: number): string;
  /** Nothing may follow. */
  end(): void;
}

/** A reader over a copy of nothing: fields are views, copied where they are kept. */
export function createReader(bytes: Uint8Array): Reader {
  let at = 0;
  const take = (length: number): Bytes => {
    if (at + length > bytes.length) throw new E2eeError('malformed', 'message cut short');
    at += length;
    return bytes.slice(at - length, at);
  };
  const uint = (size: number): number => take(size).reduce((value, byte) => value * 256 + byte, 0);
  const prefixed = (min: number, max: number): Bytes => {
    const length = uint(4);
    if (length < min || length > max) throw new E2eeError('malformed', 'field of a wrong length');
    return take(length);
  };
  return {
    uint,
    take,
    prefixed,
    text: (min, max) => fromUtf8(prefixed(min, max)),
    end: () => {
      if (at !== bytes.length) throw new E2eeError('malformed', 'something follows the message');
    },
  };
}
