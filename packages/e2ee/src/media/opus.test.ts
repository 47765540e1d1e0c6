import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSteadySize, padOpus } from './opus.ts';

/** The frames within a packet and its padding, by RFC 6716 section 3; frames with their lengths where they have one. */
function read(packet: Uint8Array) {
  const [toc = 0, count = 0] = packet;
  const config = toc >> 2;
  if ((toc & 3) !== 3) return { config, code: toc & 3, frames: packet.slice(1), padding: 0 };
  let at = 2;
  let padding = 0;
  if (count & 0x40) {
    let more;
    do {
      more = packet[at++] ?? 0;
      padding += more === 255 ? 254 : more;
    } while (more === 255);
  }
  const code = { 0x01: 0, 0x02: 1, 0x82: 2 }[count & 0xbf] ?? 3;
  return { config, code, frames: packet.slice(at, packet.length - padding), padding };
}

const packet = (code: number, count?: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: 63 }), fc.uint8Array({ minLength: 3, maxLength: 200 }))
    .map(([config, body]) => {
      const bytes = new Uint8Array([(config << 2) | code, ...(count === undefined ? [] : [count]), ...body]);
      return { code, bytes };
    });
// one frame; two alike; two of differing length; three alike, with a count
const anyPacket = fc.oneof(packet(0), packet(1), packet(2), packet(3, 0x03));

it('R72 a packet is padded to any size, and the frames within are the same', () => {
  fc.assert(
    fc.property(anyPacket, fc.integer({ min: 0, max: 900 }), ({ code, bytes }, more) => {
      const padded = padOpus(bytes, bytes.length + more);
      expect(padded.length).toBe(bytes.length + more);
      const { config, frames } = read(padded);
      expect(config).toBe((bytes[0] ?? 0) >> 2);
      expect(frames).toEqual(bytes.slice(code === 3 ? 2 : 1));
      if (code !== 3 && more > 0) expect(read(padded).code).toBe(code);
    }),
    { numRuns: 2000 },
  );
});

it('R72 what has padding already, or is nothing, stays as it is', () => {
  for (const bytes of [[], [0xfb, 0x41, 0, 1, 2], [0xff]].map(list => new Uint8Array(list)))
    expect(padOpus(bytes, 100)).toEqual(bytes);
});

it('R72 packets of a voice have one size, which only grows and in steps', () => {
  const steady = createSteadySize();
  const sizes = [3, 80, 12, 81, 64, 125, 3, 119, 200].map(
    length => steady(new Uint8Array(length).fill(0x78)).length,
  );
  expect(sizes).toEqual([80, 80, 80, 120, 120, 160, 160, 160, 200]);
});
