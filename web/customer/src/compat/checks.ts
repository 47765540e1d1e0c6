import { framesInterface } from '@visavis/call/encryption';
import { devices, keyStore, photo, playback, recorder } from './browser-parts.ts';
import { ellipticCurves, encryption, keyDerivation, postQuantum } from './cryptography.ts';
import { isEnough, runLoopback, type Counts, type Loopback } from './loopback.ts';
import { features, type Feature, type Finding } from './verdict.ts';

/** What takes longer than this is taken for missing, in milliseconds. */
const patience = 20_000;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const wait = (time: number) => new Promise<void>(resolve => setTimeout(resolve, time));

function counted({ sealed, opened, dropped }: Counts[keyof Counts], what: string): string {
  const words = [`${what}: ${sealed} sealed, ${opened} opened`, ...dropped].join(', ');
  if (!isEnough({ sealed, opened, dropped })) throw new Error(words);
  return words;
}

/** Looks at every feature, at all of them at once, and says what it found. Never rejects. */
export async function lookAtAll(startWorker: () => Worker): Promise<Finding[]> {
  const loopback = startLoopback(startWorker);
  loopback.catch(() => undefined);
  const checks: Record<Feature, () => string | Promise<string>> = {
    secure_page: () => {
      if (!isSecureContext) throw new Error('neither HTTPS nor localhost');
      return location.origin;
    },
    frames_interface: () => {
      const found = framesInterface();
      if (!found) throw new Error('neither RTCRtpScriptTransform nor createEncodedStreams');
      return found;
    },
    worker: async () => {
      await (
        await loopback
      ).worker;
      return 'module worker';
    },
    video_encrypted: async () => counted((await (await loopback).frames).camera, 'VP8'),
    voice_encrypted: async () => counted((await (await loopback).frames).microphone, 'Opus'),
    elliptic_curves: ellipticCurves,
    key_derivation: keyDerivation,
    encryption,
    post_quantum: postQuantum,
    key_store: keyStore,
    devices,
    data_channel: async () => {
      const { data, frames } = await loopback;
      await Promise.all([data, frames]);
      return 'SCTP';
    },
    playback,
    recorder,
    photo,
  };
  const findings = await Promise.all(features.map(feature => look(feature, checks[feature])));
  await loopback.then(({ close }) => close()).catch(() => undefined);
  return findings;
}

/** Its faults belong to the features that wait for it. */
async function startLoopback(startWorker: () => Worker): Promise<Loopback> {
  await Promise.resolve();
  if (!framesInterface()) throw new Error('not tried');
  const loopback = runLoopback(startWorker, wait(patience - 2000));
  for (const part of [loopback.worker, loopback.frames, loopback.data]) part.catch(() => undefined);
  return loopback;
}

async function look(feature: Feature, check: () => string | Promise<string>): Promise<Finding> {
  const tooLate = wait(patience).then(() => {
    throw new Error('no answer');
  });
  try {
    const detail = await Promise.race([Promise.resolve().then(check), tooLate]);
    return { feature, ok: true, detail };
  } catch (error) {
    return { feature, ok: false, detail: reasonOf(error) };
  }
}
