export type Context = CanvasRenderingContext2D;

export const FRAME = { width: 1280, height: 720 } as const;

/** A canvas and its context. Without a graphics card, drawing in memory is several times faster: hence `willReadFrequently`. */
export const newCanvas = (width: number, height: number): { canvas: HTMLCanvasElement; ctx: Context } => {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const ctx = canvas.getContext('2d', { willReadFrequently: true });
  if (ctx === null) throw new Error('This browser draws no canvas');
  return { canvas, ctx };
};

/** Runs `draw` with the context's state put back afterwards. */
export const within = (ctx: Context, draw: () => void): void => {
  ctx.save();
  draw();
  ctx.restore();
};

export const ellipse = (ctx: Context, x: number, y: number, rx: number, ry: number, angle = 0): void => {
  ctx.beginPath();
  ctx.ellipse(x, y, Math.max(rx, 0), Math.max(ry, 0), angle, 0, Math.PI * 2);
};

type Stops = [at: number, color: string][];

export const linear = (
  ctx: Context,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  stops: Stops,
): CanvasGradient => {
  const gradient = ctx.createLinearGradient(x0, y0, x1, y1);
  for (const [at, color] of stops) gradient.addColorStop(at, color);
  return gradient;
};

export const radial = (ctx: Context, x: number, y: number, radius: number, stops: Stops): CanvasGradient => {
  const gradient = ctx.createRadialGradient(x, y, 0, x, y, radius);
  for (const [at, color] of stops) gradient.addColorStop(at, color);
  return gradient;
};

/** From 0 to 1 while t goes from `from` to `to`, slow at both ends. */
export const ease = (t: number, from: number, to: number): number => {
  const x = Math.min(1, Math.max(0, (t - from) / (to - from)));
  return x * x * (3 - 2 * x);
};
