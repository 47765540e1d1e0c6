const marker = { startOfImage: 0xffd8, startOfScan: 0xda, comment: 0xfe, exif: 0xe1 };
/** JFIF, colour profile, Adobe's colour transform: without them the picture looks different. */
const kept = new Set([0xe0, 0xe2, 0xee]);
const isApplication = (code: number) => code >= 0xe0 && code <= 0xef;
const orientationTag = 0x0112;

/**
 * A camera's JPEG without what it noted of place, time, device and owner: comments and all application segments go,
 * but which way up it is (Exif 2.32, tag 0x0112) stays.
 * @returns the bytes as they were where they do not read as a JPEG
 */
export function withoutMetadata(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== marker.startOfImage) return bytes;
  const parts: Uint8Array[] = [];
  let orientation = 1;
  let at = 2;
  while (at + 4 <= bytes.length) {
    const code = view.getUint8(at + 1);
    const end = at + 2 + view.getUint16(at + 2);
    if (view.getUint8(at) !== 0xff || end > bytes.length) return bytes;
    const segment = bytes.subarray(at, end);
    if (code === marker.startOfScan) {
      const all = [
        bytes.subarray(0, 2),
        ...(orientation === 1 ? [] : [exifOf(orientation)]),
        ...parts,
        bytes.subarray(at),
      ];
      return joined(all);
    }
    if (code === marker.exif) orientation = orientationOf(segment) ?? orientation;
    if (code !== marker.comment && (!isApplication(code) || kept.has(code))) parts.push(segment);
    at = end;
  }
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** In the first directory of an Exif segment: length, `Exif`, two zeros, then TIFF (6.0, section 2). */
function orientationOf(segment: Uint8Array): number | undefined {
  const tiff = segment.subarray(10);
  if (tiff.length < 8 || String.fromCharCode(...segment.subarray(4, 8)) !== 'Exif') return undefined;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const isLittle = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > tiff.length) return undefined;
  const entries = view.getUint16(directory, isLittle);
  for (
    let entry = directory + 2;
    entry < directory + 2 + entries * 12 && entry + 12 <= tiff.length;
    entry += 12
  )
    if (view.getUint16(entry, isLittle) === orientationTag) {
      const value = view.getUint16(entry + 8, isLittle);
      return value >= 1 && value <= 8 ? value : undefined;
    }
  return undefined;
}

/** A segment with the orientation alone. */
const exifOf = (orientation: number): Uint8Array =>
  Uint8Array.from([
    ...[0xff, marker.exif, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0],
    // big-endian TIFF, its one directory at 8 with one entry: a short
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1],
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 0],
  ]);
