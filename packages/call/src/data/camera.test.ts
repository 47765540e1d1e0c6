import { expect, test } from 'vitest';
import { openCameraDesk } from './camera-desk.ts';
import { clampTo, otherCamera, readCamera, settingsFor } from './camera-features.ts';
import { openCameraSource } from './camera-source.ts';
import { openControl } from './control.ts';
import { linkPair } from './test/pair.ts';

type Settings = Record<string, unknown>;

/** A phone's back camera as Chrome on Android tells of it; only what the page's own code touches. */
class PhoneTrack extends EventTarget {
  settings: Settings = {
    facingMode: 'environment',
    width: 1280,
    torch: false,
    zoom: 1,
    focusMode: 'continuous',
  };
  readyState = 'live';
  refuses = false;
  getCapabilities = (): Settings => ({
    torch: true,
    zoom: { min: 1, max: 8, step: 0.1 },
    focusMode: ['manual', 'single-shot', 'continuous'],
    focusDistance: { min: 0.1, max: 10, step: 0.1 },
    width: { max: 4000 },
  });
  getSettings = (): Settings => this.settings;
  getConstraints = (): Settings => ({ width: { ideal: 1280 } });
  applyConstraints = ({ advanced }: { advanced: Settings[] }): Promise<void> => {
    if (this.refuses) return Promise.reject(new Error('OverconstrainedError'));
    this.settings = { ...this.settings, ...advanced[0] };
    return Promise.resolve();
  };
}

const asTrack = (track: PhoneTrack) => track as unknown as MediaStreamTrack;

function call(flip = () => Promise.resolve(true)) {
  const pair = linkPair(['customer', 'agent']);
  const source = openCameraSource(openControl(pair.ends[0]), flip);
  const desk = openCameraDesk(openControl(pair.ends[1]));
  return { pair, source, desk };
}

test('only what the camera can do is told, and as it stands', async () => {
  const { pair, source, desk } = call();
  pair.join();
  await pair.settle();
  expect(desk.state.get().camera).toBeNull();
  source.use(asTrack(new PhoneTrack()), true);
  await pair.settle();
  expect(desk.state.get().camera).toEqual({
    facing: 'environment',
    torch: { on: false },
    zoom: { min: 1, max: 8, step: 0.1, value: 1 },
    focus: { mode: 'auto' },
    canFlip: true,
  });
});

test('a camera without any of it offers nothing, whatever odd things it says', () => {
  const nothing = { facing: null, torch: null, zoom: null, focus: null, canFlip: false };
  const of = (can: unknown) => readCamera({ getSettings: () => ({}), getCapabilities: () => can }, false);
  expect(readCamera({ getSettings: () => ({}) }, false)).toEqual(nothing);
  expect(of({})).toEqual(nothing);
  expect(of({ torch: false, zoom: { min: 1, max: 1 }, focusMode: ['manual'], focusDistance: 3 })).toEqual(
    nothing,
  );
  expect(of({ torch: 'yes', zoom: 'much', focusMode: 'manual' })).toEqual(nothing);
});

test('commands act, each answered with what the camera says afterwards', async () => {
  const { pair, source, desk } = call();
  const track = new PhoneTrack();
  source.use(asTrack(track), false);
  pair.join();
  desk.command({ kind: 'torch', on: true });
  expect(desk.state.get().pending).toEqual({ kind: 'torch', on: true });
  await pair.settle();
  expect(desk.state.get()).toMatchObject({ pending: null, problem: null, camera: { torch: { on: true } } });
  expect(source.state.get().change).toBe('torch_on');
  desk.command({ kind: 'focus', mode: 'near' });
  await pair.settle();
  expect(track.settings).toMatchObject({ torch: true, focusMode: 'manual', focusDistance: 0.1 });
  expect(desk.state.get().camera?.focus).toEqual({ mode: 'near' });
  desk.command({ kind: 'zoom', value: 99 });
  desk.command({ kind: 'zoom', value: 2 });
  desk.command({ kind: 'zoom', value: 3.333 });
  await pair.settle();
  expect(track.settings.zoom).toBe(3.3);
  desk.command({ kind: 'flip' });
  await pair.settle();
  expect(desk.state.get().problem).toBe('unsupported');
});

test('a camera that refuses is told of, and shows what it really does', async () => {
  const { pair, source, desk } = call(() => Promise.resolve(false));
  const track = new PhoneTrack();
  track.refuses = true;
  source.use(asTrack(track), true);
  pair.join();
  desk.command({ kind: 'torch', on: true });
  await pair.settle();
  expect(desk.state.get()).toMatchObject({ problem: 'failed', camera: { torch: { on: false } } });
  expect(source.state.get().change).toBeNull();
  desk.command({ kind: 'flip' });
  await pair.settle();
  expect(desk.state.get().problem).toBe('failed');
});

test('nothing turns the camera while a photo is taken, nor after a break of the link', async () => {
  const { pair, source, desk } = call();
  const track = new PhoneTrack();
  source.use(asTrack(track), false);
  pair.join();
  await pair.settle();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const photo = source.hold(() => promise);
  desk.command({ kind: 'torch', on: true });
  await pair.settle();
  expect(track.settings.torch).toBe(false);
  resolve(undefined);
  await photo;
  await pair.settle();
  expect(track.settings.torch).toBe(true);
  desk.command({ kind: 'torch', on: false });
  pair.break();
  expect(desk.state.get()).toMatchObject({ pending: null, problem: 'no_answer' });
});

test('no light stays on after the call, and zoom and focus are as before', async () => {
  const { pair, source, desk } = call();
  const track = new PhoneTrack();
  source.use(asTrack(track), false);
  pair.join();
  desk.command({ kind: 'torch', on: true });
  await pair.settle();
  desk.command({ kind: 'zoom', value: 4 });
  await pair.settle();
  desk.command({ kind: 'focus', mode: 'near' });
  await pair.settle();
  await source.close();
  expect(track.settings).toMatchObject({ torch: false, zoom: 1, focusMode: 'continuous' });
});

test('only the agent commands the camera', async () => {
  const pair = linkPair(['customer', 'supervisor']);
  const source = openCameraSource(openControl(pair.ends[0]), () => Promise.resolve(true));
  const track = new PhoneTrack();
  source.use(asTrack(track), true);
  pair.join();
  openCameraDesk(openControl(pair.ends[1])).command({ kind: 'torch', on: true });
  await pair.settle();
  expect(track.settings.torch).toBe(false);
});

test('values are kept inside what the camera has, on its steps', () => {
  const zoom = { min: 1, max: 8, step: 0.1 };
  expect(clampTo(zoom, -3)).toBe(1);
  expect(clampTo(zoom, 80)).toBe(8);
  expect(clampTo(zoom, 2.345)).toBe(2.3);
  expect(clampTo({ min: 100, max: 400, step: 0 }, 123.4)).toBe(123.4);
  const track = asTrack(new PhoneTrack());
  expect(settingsFor(track, { kind: 'focus', mode: 'auto' })).toEqual({ focusMode: 'continuous' });
});

test('the other camera is the one that looks the other way', () => {
  const cameras = [
    { id: 'f', label: 'camera2 1, facing front' },
    { id: 'g', label: 'camera2 3, facing front' },
    { id: 'b', label: 'camera2 0, facing back' },
  ];
  expect(otherCamera(cameras, 'f')?.id).toBe('b');
  expect(otherCamera(cameras, 'b')?.id).toBe('f');
  const plain = [
    { id: 'a', label: 'USB' },
    { id: 'b', label: '' },
  ];
  expect(otherCamera(plain, 'b')?.id).toBe('a');
  expect(otherCamera(plain.slice(0, 1), 'a')).toBeUndefined();
});
