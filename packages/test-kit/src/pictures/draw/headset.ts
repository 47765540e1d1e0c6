import { ellipse, linear, type Context } from './canvas.ts';

/** A band over the head, an ear cushion on each side, and a microphone before the mouth. */
export const drawHeadset = (ctx: Context, turn: number): void => {
  const x = -turn * 6;
  ctx.lineCap = 'round';
  ctx.beginPath();
  ctx.moveTo(-112 + x, -20);
  ctx.bezierCurveTo(-124, -246, 124, -246, 112 + x, -20);
  ctx.lineWidth = 15;
  ctx.strokeStyle = linear(ctx, -110, 0, 110, 0, [
    [0, '#3a3f4a'],
    [0.4, '#5d6472'],
    [1, '#20242c'],
  ]);
  ctx.stroke();
  for (const side of [-1, 1]) {
    ellipse(ctx, side * 111 + x, 4, 21, 40);
    ctx.fillStyle = side < 0 ? '#353a45' : '#1d2129';
    ctx.fill();
    ellipse(ctx, side * 115 + x, 4, 12, 29);
    ctx.fillStyle = side < 0 ? '#565d6b' : '#343a46';
    ctx.fill();
  }
  ctx.beginPath();
  ctx.moveTo(-112 + x, 32);
  ctx.bezierCurveTo(-116, 90, -90, 118, -54 + turn * 10, 112);
  ctx.lineWidth = 5;
  ctx.strokeStyle = '#2a2e37';
  ctx.stroke();
  ellipse(ctx, -48 + turn * 10, 110, 15, 9, -0.15);
  ctx.fillStyle = '#1a1d24';
  ctx.fill();
  ellipse(ctx, -51 + turn * 10, 107, 7, 3, -0.15);
  ctx.fillStyle = '#59606e';
  ctx.fill();
};
