import { describe, expect, it } from 'vitest';
import { makeEvidenceKey, makeList } from '../../test/lists.ts';
import { openContentKey } from '../evidence/content-key.ts';
import { openSegment } from '../evidence/segment.ts';
import { createRecording } from './recording.ts';
import type { FromWorker } from './worker-protocol.ts';

const KEY_FRAME = Uint8Array.of(0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0xe0, 0x01, 9);
const contextOf = (artefact: string) => ({
  tenant: 'tenant-1',
  identification: 'id-1',
  attempt: 'attempt-1',
  artefact,
});

async function setUp() {
  const evidenceKey = await makeEvidenceKey('tenant-1');
  const { list } = await makeList([evidenceKey]);
  const posted: FromWorker[] = [];
  const recording = createRecording(
    message => posted.push(message),
    () => 0,
  );
  const start = (artefact: string) =>
    recording.start({
      type: 'record',
      context: contextOf(artefact),
      list,
      index: 0,
      step: 'greeting',
    });
  const record = async (artefact: string) => {
    await start(artefact);
    recording.tap()?.({
      options: { direction: 'receive', slot: 'camera', index: 0 },
      data: KEY_FRAME.slice(),
      rtpTimestamp: 0,
    });
    await recording.stop();
  };
  const of = <T extends FromWorker['type']>(type: T) =>
    posted.filter((message): message is FromWorker & { type: T } => message.type === type);
  return { evidenceKey, list, recording, start, record, of };
}

describe('R31 content keys of the worker', () => {
  it('every start has its own; a segment opens under the key of its own artefact alone', async () => {
    const { evidenceKey, list, record, of } = await setUp();
    await record('a-1');
    await record('a-2');
    const [one, two] = of('recording');
    if (!one || !two) throw new Error('not recorded');
    expect(one.commitment).not.toBe(two.commitment);
    const keys = await Promise.all(
      [one, two].map(({ artefact, wrapped, commitment }) =>
        openContentKey(wrapped, contextOf(artefact), commitment, list, [evidenceKey]),
      ),
    );
    const segments = of('segment');
    expect(segments.map(({ artefact }) => artefact)).toEqual(['a-1', 'a-2']);
    for (const [i, { artefact, segment }] of segments.entries())
      for (const [j, key] of keys.entries()) {
        const { number, last, ciphertext } = segment;
        const opened = openSegment(key, contextOf(artefact), number, last, ciphertext);
        if (i === j) expect((await opened).length).toBeGreaterThan(KEY_FRAME.length);
        else await expect(opened).rejects.toMatchObject({ code: 'bad_segment' });
      }
  });

  it('an artefact that was recorded, or broke, is never taken up again', async () => {
    const { recording, start, record, of } = await setUp();
    await record('a-1');
    await expect(start('a-1')).rejects.toMatchObject({ code: 'recorder_closed' });
    await start('a-2');
    await recording.stop(); // without a key frame there is nothing to seal: it breaks
    await expect(start('a-2')).rejects.toMatchObject({ code: 'recorder_closed' });
    expect(of('recording').map(({ artefact }) => artefact)).toEqual(['a-1', 'a-2']);
    expect(of('recorded').map(({ artefact, error }) => [artefact, error !== undefined])).toEqual([
      ['a-1', false],
      ['a-2', true],
    ]);
  });

  it('of two starts at the same time one is refused, and a stop during a start ends it', async () => {
    const { recording, start, of } = await setUp();
    const starts = await Promise.allSettled([start('a-1'), start('a-2')]);
    expect(starts.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    await recording.stop();
    await Promise.all([start('a-3'), recording.stop()]);
    expect(recording.tap()).toBeUndefined();
    expect(of('recorded').map(({ artefact }) => artefact)).toEqual(['a-1', 'a-3']);
  });
});
