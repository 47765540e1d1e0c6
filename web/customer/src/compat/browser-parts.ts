import sample from './sample.webm?url';

const NAME = 'visavis.compat';

/** A key that cannot be exported survives in the browser's store, and a write is confirmed once it is on the disk. */
export async function keyStore(): Promise<string> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(NAME, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('keys');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error('IndexedDB does not open'));
  });
  try {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
    const transaction = database.transaction('keys', 'readwrite', { durability: 'strict' });
    transaction.objectStore('keys').put(key, 'one');
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error ?? new Error('a write failed'));
    });
    const read = database.transaction('keys').objectStore('keys').get('one');
    await new Promise((resolve, reject) => {
      read.onsuccess = resolve;
      read.onerror = () => reject(read.error ?? new Error('a read failed'));
    });
    if (!(read.result instanceof CryptoKey) || read.result.extractable)
      throw new Error('the key is not the same');
    return `durability ${transaction.durability}`;
  } finally {
    database.close();
    indexedDB.deleteDatabase(NAME);
  }
}

/** Presence only: the page asks for no permission. */
export function devices(): string {
  const media = navigator.mediaDevices as MediaDevices | undefined;
  if (typeof media?.getUserMedia !== 'function') throw new Error('no getUserMedia');
  return 'getUserMedia';
}

/** Recordings are WebM with VP8 and Opus; they are watched in the console. */
export async function playback(): Promise<string> {
  const video = document.createElement('video');
  Object.assign(video, { muted: true, playsInline: true, src: sample });
  const ended = new Promise<void>((resolve, reject) => {
    video.onended = () => resolve();
    video.onerror = () => reject(new Error(video.error?.message ?? 'WebM does not play'));
  });
  await Promise.all([video.play(), ended]);
  return `WebM ${video.videoWidth} × ${video.videoHeight}`;
}

const types = ['video/webm;codecs=vp8,opus', 'video/mp4;codecs=avc1.42E01E,mp4a.40.2', 'video/mp4'];

/** Not needed, since calls are recorded without it; what it would write tells browsers apart. */
export function recorder(): string {
  if (!('MediaRecorder' in globalThis)) throw new Error('no MediaRecorder');
  const known = types.filter(type => MediaRecorder.isTypeSupported(type));
  if (known.length === 0) throw new Error('none of the types');
  return known.join(', ');
}

/** Pictures at the sensor's full resolution; without it they are taken from the best video. */
export function photo(): string {
  const capture = (globalThis as { ImageCapture?: { prototype: object } }).ImageCapture;
  if (!capture || !('takePhoto' in capture.prototype)) throw new Error('no ImageCapture.takePhoto');
  return 'ImageCapture.takePhoto';
}
