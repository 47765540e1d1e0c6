import { linear, within, type Context } from './canvas.ts';
import type { Look } from './person.ts';

const strands = (ctx: Context, color: string, paths: number[][]): void => {
  within(ctx, () => {
    ctx.clip();
    ctx.strokeStyle = color;
    ctx.lineCap = 'round';
    ctx.globalAlpha = 0.35;
    for (const [index, [x0 = 0, y0 = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0]] of paths.entries()) {
      ctx.lineWidth = 2 + (index % 3) * 2;
      ctx.beginPath();
      ctx.moveTo(x0, y0);
      ctx.bezierCurveTo(x1, y1, x2, y2, x3, y3);
      ctx.stroke();
    }
  });
};

const sheen = (ctx: Context, { hair }: Look): CanvasGradient =>
  linear(ctx, -110, -190, 110, 60, [
    [0, hair.base],
    [0.28, hair.light],
    [0.5, hair.base],
    [1, hair.dark],
  ]);

/** What falls behind the head and shoulders. */
export const drawHairBack = (ctx: Context, look: Look, turn: number): void => {
  if (look.hair.style === 'short') return;
  within(ctx, () => {
    ctx.translate(-turn * 6, 0);
    ctx.beginPath();
    ctx.moveTo(0, -196);
    ctx.bezierCurveTo(-92, -200, -136, -130, -134, -30);
    ctx.bezierCurveTo(-133, 60, -160, 120, -138, 206);
    ctx.bezierCurveTo(-90, 240, -60, 226, -40, 200);
    ctx.lineTo(44, 200);
    ctx.bezierCurveTo(70, 230, 104, 236, 142, 200);
    ctx.bezierCurveTo(160, 116, 132, 60, 134, -30);
    ctx.bezierCurveTo(136, -130, 92, -200, 0, -196);
    ctx.closePath();
    ctx.fillStyle = linear(ctx, -140, 0, 140, 0, [
      [0, look.hair.base],
      [0.3, look.hair.dark],
      [0.7, look.hair.dark],
      [1, look.hair.base],
    ]);
    ctx.fill();
    strands(
      ctx,
      look.hair.light,
      [-128, -118, -106, 104, 116, 126].map(x => [x, -80, x - 6, 20, x - 14, 100, x * 0.96, 220]),
    );
  });
};

/** What frames the forehead. */
export const drawHairFront = (ctx: Context, look: Look, turn: number): void => {
  within(ctx, () => {
    ctx.translate(turn * 3, 0);
    if (look.hair.style === 'long') drawParted(ctx, look);
    else drawShort(ctx, look);
  });
};

const drawParted = (ctx: Context, look: Look): void => {
  ctx.fillStyle = sheen(ctx, look);
  // From the parting to the left, behind the ear, and down.
  ctx.beginPath();
  ctx.moveTo(-22, -178);
  ctx.bezierCurveTo(-86, -196, -134, -130, -126, -30);
  ctx.bezierCurveTo(-124, 40, -146, 96, -132, 186);
  ctx.bezierCurveTo(-112, 200, -98, 168, -98, 120);
  ctx.bezierCurveTo(-98, 60, -92, 30, -94, -20);
  ctx.bezierCurveTo(-92, -84, -62, -128, -22, -150);
  ctx.closePath();
  ctx.fill();
  strands(ctx, look.hair.light, [
    [-30, -172, -96, -160, -112, -90, -108, -10],
    [-30, -162, -84, -146, -102, -84, -100, 0],
    [-110, 0, -108, 60, -126, 110, -116, 180],
    [-118, -40, -116, 40, -136, 100, -124, 180],
  ]);
  // The larger part sweeps over the forehead to the right.
  ctx.beginPath();
  ctx.moveTo(-26, -178);
  ctx.bezierCurveTo(60, -206, 132, -150, 128, -40);
  ctx.bezierCurveTo(126, 40, 150, 96, 136, 184);
  ctx.bezierCurveTo(114, 202, 100, 168, 100, 120);
  ctx.bezierCurveTo(100, 60, 96, 24, 96, -16);
  ctx.bezierCurveTo(90, -70, 56, -118, -26, -150);
  ctx.closePath();
  ctx.fill();
  strands(ctx, look.hair.light, [
    [-20, -172, 60, -170, 104, -110, 104, -20],
    [-16, -164, 50, -152, 92, -96, 98, -20],
    [-20, -178, 80, -184, 120, -110, 114, -10],
    [112, 0, 110, 60, 132, 110, 118, 180],
    [120, -20, 118, 50, 142, 100, 128, 176],
  ]);
};

const drawShort = (ctx: Context, look: Look): void => {
  ctx.fillStyle = sheen(ctx, look);
  ctx.beginPath();
  ctx.moveTo(-100, -10);
  ctx.bezierCurveTo(-118, -96, -104, -176, -30, -192);
  ctx.bezierCurveTo(50, -208, 116, -170, 112, -92);
  ctx.bezierCurveTo(112, -60, 104, -36, 100, -10);
  ctx.bezierCurveTo(94, -40, 94, -70, 82, -96);
  ctx.bezierCurveTo(50, -122, 0, -112, -40, -124);
  ctx.bezierCurveTo(-66, -116, -84, -92, -88, -62);
  ctx.bezierCurveTo(-92, -40, -94, -26, -100, -10);
  ctx.closePath();
  ctx.fill();
  strands(ctx, look.hair.light, [
    [-80, -110, -60, -160, 0, -186, 60, -170],
    [-60, -120, -30, -160, 30, -176, 84, -140],
    [-30, -122, 10, -150, 60, -150, 96, -112],
    [-92, -60, -96, -120, -60, -164, -20, -184],
  ]);
};
