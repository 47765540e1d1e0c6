import type { Bytes, FromWorker } from '@visavis/e2ee';
import type { Attack } from '../../attack.ts';
import type { House } from '../../house.ts';
import { makeEvidenceKey, place, signList } from '../hostile/evidence.ts';
import { attempt, CUSTOMER, isSame, picture } from '../hostile/media.ts';
import { makeTenant } from '../hostile/tenant.ts';

type Recording = ReturnType<
  typeof import('../../../../packages/e2ee/src/media/recording.ts').createRecording
>;
type Start = Parameters<Recording['start']>[0];

/** A worker's recorder from its start to its end; its only segment. */
async function record(recording: Recording, posted: FromWorker[], start: Start): Promise<Bytes> {
  await recording.start(start);
  const options = { direction: 'receive', slot: 'camera', index: CUSTOMER } as const;
  recording.tap()?.({ options, data: picture('a picture of Ada', 'key'), rtpTimestamp: 1 });
  await recording.stop();
  const sealed = posted.findLast(message => message.type === 'segment');
  if (sealed?.type !== 'segment') throw new Error('nothing was recorded');
  return sealed.segment.ciphertext;
}

async function worker(house: House): Promise<{ recording: Recording; posted: FromWorker[] }> {
  const { createRecording } = await house.load('packages/e2ee/src/media/recording.ts');
  const posted: FromWorker[] = [];
  return {
    posted,
    recording: createRecording(
      message => posted.push(message),
      () => 0,
    ),
  };
}

/** The server kills the agent's tab in the middle of an upload; the next start records under the same artefact. */
export const restartedRecorder: Attack = {
  name: 'nonce-reused-by-a-restarted-recorder',
  by: 'Every start of a recorder makes a content key of its own (R31), so that segment numbers never meet a key twice.',
  defence: [
    {
      file: 'packages/e2ee/src/evidence/content-key.ts',
      find: 'const raw = randomBytes(32);',
      replace: 'const raw = new Uint8Array(32).fill(5);',
    },
  ],
  run: async house => {
    const { readRecipientList } = await house.load('packages/e2ee/src/index.ts');
    const tenant = await makeTenant(house);
    const jws = await signList(house, tenant, [await makeEvidenceKey(house)]);
    const list = await readRecipientList(jws, tenant.root.publicKey, tenant.id);
    const context = { ...place(), artefact: 'artefact-1' };
    const start: Start = { type: 'record', context, list, index: CUSTOMER, step: 'face' };
    const before = await worker(house);
    const first = await record(before.recording, before.posted, start);
    const again = await attempt(before.recording.start(start));
    const after = await worker(house);
    const second = await record(after.recording, after.posted, start);
    // every WebM file begins alike: under one key and nonce so does its ciphertext
    const isReused = isSame(first.subarray(0, 32), second.subarray(0, 32));
    return {
      succeeded: isReused,
      seen: `the same worker ${'refused' in again ? 'refused' : 'took'} the artefact a second time; a new one recorded under it, and segment 0 of both ${isReused ? 'began with the same ciphertext: one key, one nonce' : 'had nothing in common'}`,
    };
  },
};
