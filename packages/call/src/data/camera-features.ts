import type { CameraCommand, CameraState } from '@visavis/protocol';
import { z } from 'zod';

/**
 * What of a track's capabilities and settings a remote agent may use (W3C Image Capture, sections 4 and 7).
 * Browsers differ in what they tell, so that everything is optional and anything odd counts as absent.
 */
const range = z
  .object({ min: z.number(), max: z.number(), step: z.number().nonnegative().catch(0).default(0) })
  .refine(({ min, max }) => max > min)
  .optional()
  .catch(undefined);
const capabilities = z.object({
  torch: z
    .union([z.boolean(), z.array(z.boolean())])
    .optional()
    .catch(undefined),
  zoom: range,
  focusMode: z.array(z.string()).catch([]).default([]),
  focusDistance: range,
});
const settings = z.object({
  torch: z.boolean().optional().catch(undefined),
  zoom: z.number().optional().catch(undefined),
  focusMode: z.string().optional().catch(undefined),
  facingMode: z.string().optional().catch(undefined),
});

export type CameraSettings = { torch?: boolean; zoom?: number; focusMode?: string; focusDistance?: number };

const automaticModes = ['continuous', 'single-shot'];

function parse(track: Pick<MediaStreamTrack, 'getSettings'> & { getCapabilities?: () => unknown }) {
  const can = capabilities.parse(track.getCapabilities?.() ?? {});
  const automatic = automaticModes.find(mode => can.focusMode.includes(mode));
  return {
    hasTorch: can.torch === true || (Array.isArray(can.torch) && can.torch.includes(true)),
    zoom: can.zoom,
    near: can.focusMode.includes('manual') && automatic ? can.focusDistance : undefined,
    automatic,
    is: settings.parse(track.getSettings()),
  };
}
/** Firefox and older Safari have no `getCapabilities`. */
type Track = Parameters<typeof parse>[0];

/**
 * @param applied what was set here: not every browser tells the light in its settings
 */
export function readCamera(track: Track, canFlip: boolean, applied: CameraSettings = {}): CameraState {
  const { hasTorch, zoom, near, is } = parse(track);
  const { facingMode } = is;
  return {
    facing: facingMode === 'user' || facingMode === 'environment' ? facingMode : null,
    torch: hasTorch ? { on: is.torch ?? applied.torch ?? false } : null,
    zoom: zoom ? { ...zoom, value: is.zoom ?? zoom.min } : null,
    focus: near ? { mode: is.focusMode === 'manual' ? 'near' : 'auto' } : null,
    canFlip,
  };
}

/** The nearest value that the camera has. */
export function clampTo(
  { min, max, step }: { min: number; max: number; step: number },
  wish: number,
): number {
  const inside = Math.min(max, Math.max(min, wish));
  if (step <= 0) return inside;
  const onGrid = min + Math.round((inside - min) / step) * step;
  return Math.min(max, Number(onGrid.toFixed(6)));
}

/** What to set for a command, or undefined when this camera cannot. */
export function settingsFor(
  track: Track,
  command: Exclude<CameraCommand, { kind: 'flip' }>,
): CameraSettings | undefined {
  const { hasTorch, zoom, near, automatic } = parse(track);
  switch (command.kind) {
    case 'torch':
      return hasTorch ? { torch: command.on } : undefined;
    case 'zoom':
      return zoom && { zoom: clampTo(zoom, command.value) };
    case 'focus':
      if (!near || !automatic) return undefined;
      return command.mode === 'near'
        ? { focusMode: 'manual', focusDistance: near.min }
        : { focusMode: automatic };
  }
}

/** How the camera stood before anyone touched it, of what was touched. */
export function settingsBefore(before: CameraState, touched: CameraSettings): CameraSettings {
  return {
    ...(touched.torch === undefined ? {} : { torch: false }),
    ...(touched.zoom === undefined || !before.zoom ? {} : { zoom: before.zoom.value }),
    ...(touched.focusMode === undefined
      ? {}
      : { focusMode: before.focus?.mode === 'near' ? 'manual' : 'continuous' }),
  };
}

export type NamedCamera = { id: string; label: string };

/** Which way a camera looks, by the names that Android, iOS and Windows give. */
function facingOf({ label }: NamedCamera): 'user' | 'environment' | null {
  if (/back|rear|environment|rück|hinten|arrière/i.test(label)) return 'environment';
  if (/front|user|selfie|facetime|vorn|avant/i.test(label)) return 'user';
  return null;
}

/** The camera to flip to: the first that looks the other way, else the next. Undefined when there is no other. */
export function otherCamera(
  cameras: readonly NamedCamera[],
  current: string | null,
): NamedCamera | undefined {
  const index = cameras.findIndex(({ id }) => id === current);
  const now = cameras[index];
  const others = [...cameras.slice(index + 1), ...cameras.slice(0, Math.max(index, 0))];
  const facing = now && facingOf(now);
  const opposite = others.find(camera => {
    const theirs = facingOf(camera);
    return facing && theirs && theirs !== facing;
  });
  return opposite ?? others[0];
}
