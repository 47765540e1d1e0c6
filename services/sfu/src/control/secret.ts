import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares in constant time; hashing first makes lengths equal and unknown. */
export function isSecret(expected: string, given: unknown): boolean {
  return typeof given === 'string' && timingSafeEqual(digest(expected), digest(given));
}

function digest(text: string): Buffer {
  return createHash('sha384').update(text).digest();
}
