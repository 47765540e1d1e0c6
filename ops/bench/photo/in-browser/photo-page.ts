/* A page that is one end of an encrypted call with picture and sound, over which a photo is sent. */
import { openControl, openPhotoDesk, openPhotoSource } from '@visavis/call/data';
import type { Call } from '@visavis/call';
import { toBase64Url } from '@visavis/e2ee';
import { camera, now } from '@visavis/test-kit/measured-end';
import { openSealedEnd } from '../../e2ee/call-setup/in-browser/sealed-end.ts';

export interface ArrivedPhoto {
  /** From the question to the whole photo, its hash checked. */
  milliseconds: number;
  bytes: number;
  sha384: string;
}

declare global {
  var photoEnd: {
    /** Connects, with `bytes` the size of the photo that a customer's camera gives. Waits for the link. */
    open: (attemptId: string, role: 'customer' | 'agent', bytes: number) => Promise<void>;
    ask: () => Promise<ArrivedPhoto>;
    /** 0 to 1. */
    share: () => number;
    /** Of the photo that the customer's camera gives. */
    sha384: () => Promise<string>;
  };
}

const hash = async (bytes: Uint8Array<ArrayBuffer>) =>
  toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-384', bytes)));

/** Nothing that could be made smaller on its way; a JPEG by its header. */
function photoOf(length: number) {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 65_536)
    crypto.getRandomValues(bytes.subarray(at, Math.min(length, at + 65_536)));
  bytes.set([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0x0b, 0xb8, 0x0f, 0xa0]);
  return { bytes, width: 4000, height: 3000 };
}

let photo: ReturnType<typeof photoOf> | undefined;
let ask: (() => Promise<ArrivedPhoto>) | undefined;
let share = () => 0;

function begin({ data, state }: Call, role: 'customer' | 'agent', bytes: number): void {
  const control = openControl(data);
  if (role === 'customer') {
    const taken = photoOf(bytes);
    photo = taken;
    openPhotoSource(data, control, () => Promise.resolve(taken));
    return;
  }
  const arrived = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
  const desk = openPhotoDesk(data, control, (_, whole) => arrived.resolve(whole.bytes));
  desk.state.subscribe(() => {
    const { phase, problem } = desk.state.get();
    if (phase === 'ended') arrived.reject(new Error(`the photo ended: ${problem ?? ''}`));
  });
  state.subscribe(() => {
    const { alarm } = state.get();
    if (alarm !== null) arrived.reject(new Error(`alarm: ${alarm}`));
  });
  share = () => desk.state.get().share;
  ask = async () => {
    const from = now();
    desk.ask(crypto.randomUUID());
    const whole = await arrived.promise;
    return { milliseconds: now() - from, bytes: whole.length, sha384: await hash(whole) };
  };
}

async function untilReady({ data, state }: Call): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const look = () => {
    const { alarm } = state.get();
    if (alarm !== null) reject(new Error(`alarm: ${alarm}`));
    else if (data.ready.get().ready) resolve();
  };
  const stops = [state.subscribe(look), data.ready.subscribe(look)];
  look();
  await promise;
  for (const stop of stops) stop();
}

globalThis.photoEnd = {
  open: async (attemptId, role, bytes) => {
    const { call, socket } = await openSealedEnd(attemptId, role, await camera());
    begin(call, role, bytes);
    socket.emit('accept');
    await untilReady(call);
  },
  ask: () => (ask ? ask() : Promise.reject(new Error('not the agent'))),
  share: () => share(),
  sha384: () => hash(photo?.bytes ?? new Uint8Array()),
};
