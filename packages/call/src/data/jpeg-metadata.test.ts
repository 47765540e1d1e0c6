import { expect, test } from 'vitest';
import { jpegSize } from './jpeg.ts';
import { withoutMetadata } from './jpeg-metadata.ts';

const ascii = (text: string) => Array.from(text, sign => sign.charCodeAt(0));
const segment = (code: number, content: number[]) => [
  ...[0xff, code, (content.length + 2) >> 8, (content.length + 2) & 255],
  ...content,
];
const frame = segment(0xc0, [8, 0, 20, 0, 30, 1, 1, 0x11, 0]);
const scan = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 0x12, 0xff, 0, 0x34, 0xff, 0xd9];
const jfif = segment(0xe0, [...ascii('JFIF'), 0, 1, 2, 0, 0, 1, 0, 1, 0, 0]);
const profile = segment(0xe2, ascii('ICC_PROFILE'));

/** With maker, orientation and a place, in either order of bytes. */
function exif(isLittle: boolean, orientation: number): number[] {
  const short = (value: number) => (isLittle ? [value, 0] : [0, value]);
  const long = (value: number) => (isLittle ? [value, 0, 0, 0] : [0, 0, 0, value]);
  const tag = (high: number, low: number) => (isLittle ? [low, high] : [high, low]);
  return segment(0xe1, [
    ...[...ascii('Exif'), 0, 0, ...ascii(isLittle ? 'II' : 'MM'), ...short(42), ...long(8), ...short(2)],
    ...[...tag(0x01, 0x0f), ...short(2), ...long(20), ...long(40)],
    ...[...tag(0x01, 0x12), ...short(3), ...long(1), ...short(orientation), 0, 0],
    ...[...long(0), ...ascii('Camera of Jane'), ...ascii('GPS 52.5 13.4')],
  ]);
}
const jpeg = (...parts: number[][]) => Uint8Array.from([0xff, 0xd8, ...parts.flat()]);
const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes);

test.each([true, false])(
  'what a camera noted is gone, which way up it is stays (little-endian: %s)',
  isLittle => {
    const xmp = segment(0xe1, ascii('http://ns.adobe.com/xap/1.0/ of Jane'));
    const iptc = segment(0xed, ascii('Photoshop of Jane'));
    const comment = segment(0xfe, ascii('taken by Jane'));
    const taken = jpeg(jfif, exif(isLittle, 6), xmp, profile, iptc, comment, frame, scan);
    const clean = withoutMetadata(taken);
    expect(textOf(taken)).toMatch(/Jane.*GPS/s);
    expect(textOf(clean)).not.toMatch(/Jane|GPS|adobe|Photoshop/);
    const bare = jpeg(jfif, profile, frame, scan);
    // the picture, its profile, and 36 bytes with the orientation, which reads as such again
    expect(clean.length).toBe(bare.length + 36);
    expect(withoutMetadata(clean)).toEqual(clean);
    expect(jpegSize(clean)).toEqual({ width: 30, height: 20 });
    expect(textOf(clean).endsWith(textOf(Uint8Array.from([...frame, ...scan])))).toBe(true);
  },
);

test('an upright picture needs no note, and what is no JPEG stays as it is', () => {
  expect(withoutMetadata(jpeg(jfif, exif(true, 1), frame, scan))).toEqual(jpeg(jfif, frame, scan));
  for (const odd of [
    new Uint8Array(),
    Uint8Array.from([0xff, 0xd8]),
    jpeg(jfif),
    jpeg([0xff, 0xe1, 0xff, 0xff, 1]),
  ])
    expect(withoutMetadata(odd)).toEqual(odd);
});
