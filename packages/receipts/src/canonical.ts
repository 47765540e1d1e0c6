import { utf8, type Bytes } from './bytes.ts';

/**
 * One value, one byte string: RFC 8785 (JSON Canonicalization Scheme) for what receipts are made of. A leaf is kept
 * as JSON by databases and tools that reorder keys; its hash must not notice.
 *
 * @throws TypeError for anything but objects, arrays, strings, booleans, null and safe integers
 */
export const canonicalBytes = (value: unknown): Bytes => utf8(canonical(value));

function canonical(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(',')}}`;
  }
  throw new TypeError('only plain JSON with whole numbers has a canonical form here');
}
