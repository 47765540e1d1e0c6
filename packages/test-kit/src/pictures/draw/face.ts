import { ellipse, linear, radial, within, type Context } from './canvas.ts';
import type { Look, Pose } from './person.ts';

/** Eyes, brows, nose and mouth move across the face as it turns, the nose furthest. */
export const drawFeatures = (ctx: Context, look: Look, pose: Pose): void => {
  const x = pose.turn * 13;
  const y = pose.nod * 3;
  for (const side of [-1, 1] as const) {
    within(ctx, () => {
      // The side that turns away gets narrower.
      ctx.translate(side * 41 + x, -12 + y);
      ctx.scale(1 - side * pose.turn * 0.07, 1);
      drawEye(ctx, look, pose, side);
      drawBrow(ctx, look, side, pose.mouth);
    });
  }
  within(ctx, () => {
    ctx.translate(x * 1.5, y * 1.3);
    drawNose(ctx, look);
  });
  within(ctx, () => {
    ctx.translate(x * 1.1, y);
    drawMouth(ctx, look, pose.mouth);
  });
};

/** The eye's opening; closed by the upper lid. */
const eyePath = (ctx: Context, side: 1 | -1, open: number): void => {
  const top = 4 - 16 * open;
  ctx.beginPath();
  ctx.moveTo(-21, 2);
  ctx.bezierCurveTo(-12, top, 12, top - side, 21, 0);
  ctx.bezierCurveTo(11, 10, -11, 10, -21, 2);
  ctx.closePath();
};

const drawEye = (ctx: Context, { eyes, skin }: Look, { blink, turn }: Pose, side: 1 | -1): void => {
  const open = 1 - blink;
  within(ctx, () => {
    eyePath(ctx, side, open);
    ctx.fillStyle = blink > 0.85 ? skin.shade : '#fbf8f5';
    ctx.fill();
    ctx.clip();
    if (blink > 0.85) return;
    const x = turn * 5;
    ellipse(ctx, x, -1, 10.5, 10.5);
    ctx.fillStyle = radial(ctx, x, 1, 11, [
      [0, eyes],
      [0.7, eyes],
      [1, '#1c1512'],
    ]);
    ctx.fill();
    ellipse(ctx, x, -1, 4.6, 4.6);
    ctx.fillStyle = '#0d0a09';
    ctx.fill();
    ellipse(ctx, x - 4, -5, 2.6, 2.6);
    ctx.fillStyle = '#ffffffee';
    ctx.fill();
    // The lid's shadow on the eye.
    ctx.fillStyle = linear(ctx, 0, -12, 0, 0, [
      [0, '#3b241890'],
      [1, '#3b241800'],
    ]);
    ctx.fillRect(-22, -14, 44, 14);
  });
  const top = 4 - 16 * open;
  ctx.beginPath();
  ctx.moveTo(-22, 3);
  ctx.bezierCurveTo(-12, top, 12, top - side, 22, 0);
  ctx.lineWidth = 3.4;
  ctx.lineCap = 'round';
  ctx.strokeStyle = '#33201a';
  ctx.stroke();
  // The fold above.
  ctx.beginPath();
  ctx.moveTo(-19, -7 + blink * 4);
  ctx.bezierCurveTo(-10, top - 5 + blink * 3, 10, top - 6 + blink * 3, 20, -8 + blink * 4);
  ctx.lineWidth = 1.6;
  ctx.strokeStyle = skin.deep;
  ctx.globalAlpha = 0.7;
  ctx.stroke();
  ctx.globalAlpha = 1;
};

const drawBrow = (ctx: Context, { brows, hair }: Look, side: 1 | -1, mouth: number): void => {
  within(ctx, () => {
    ctx.scale(side, 1);
    ctx.translate(0, -mouth * 1.5);
    const thick = hair.style === 'short' ? 10 : 7;
    ctx.beginPath();
    ctx.moveTo(-22, -28);
    ctx.bezierCurveTo(-8, -38, 12, -40, 30, -27);
    ctx.bezierCurveTo(12, -40 + thick, -6, -36 + thick, -22, -28 + thick * 0.7);
    ctx.closePath();
    ctx.fillStyle = brows;
    ctx.globalAlpha = 0.88;
    ctx.fill();
  });
};

const drawNose = (ctx: Context, { skin }: Look): void => {
  within(ctx, () => {
    ctx.filter = 'blur(3px)';
    ctx.globalAlpha = 0.55;
    ctx.fillStyle = skin.shade;
    ctx.beginPath();
    ctx.moveTo(6, -22);
    ctx.bezierCurveTo(14, 10, 24, 34, 17, 46);
    ctx.bezierCurveTo(8, 54, -4, 52, 2, 42);
    ctx.closePath();
    ctx.fill();
    ctx.globalAlpha = 0.75;
    ctx.fillStyle = skin.light;
    ellipse(ctx, -3, 10, 5, 28);
    ctx.fill();
    ellipse(ctx, -3, 38, 8, 7);
    ctx.fill();
  });
  ctx.lineCap = 'round';
  ctx.strokeStyle = skin.deep;
  ctx.lineWidth = 2.4;
  ctx.globalAlpha = 0.75;
  ctx.beginPath();
  ctx.moveTo(-19, 42);
  ctx.bezierCurveTo(-19, 52, -9, 52, -7, 49);
  ctx.bezierCurveTo(-3, 53, 5, 53, 8, 49);
  ctx.bezierCurveTo(11, 52, 20, 51, 19, 41);
  ctx.stroke();
  ctx.globalAlpha = 1;
};

const drawMouth = (ctx: Context, { lips, skin }: Look, open: number): void => {
  const gap = open * 17;
  const wide = 34 - open * 4;
  within(ctx, () => {
    ctx.translate(0, 86);
    // Inside.
    if (gap > 1) {
      ctx.beginPath();
      ctx.moveTo(-wide + 4, -4);
      ctx.bezierCurveTo(-14, 0, 14, 0, wide - 4, -4);
      ctx.bezierCurveTo(16, gap * 1.3, -16, gap * 1.3, -wide + 4, -4);
      ctx.fillStyle = '#57211f';
      ctx.fill();
      within(ctx, () => {
        ctx.clip();
        ctx.fillStyle = '#f6f1ec';
        ctx.fillRect(-22, -3, 44, 7);
      });
    }
    const shine = linear(ctx, 0, -10, 0, 18 + gap, [
      [0, lips],
      [0.6, lips],
      [1, skin.shade],
    ]);
    ctx.fillStyle = shine;
    // Upper lip with its bow, then the lower one.
    ctx.beginPath();
    ctx.moveTo(-wide, -5);
    ctx.bezierCurveTo(-20, -8, -9, -11, 0, -7);
    ctx.bezierCurveTo(9, -11, 20, -8, wide, -5);
    ctx.bezierCurveTo(14, 1, -14, 1, -wide, -5);
    ctx.fill();
    ctx.beginPath();
    ctx.moveTo(-wide + 2, -4);
    ctx.bezierCurveTo(-14, gap + 2, 14, gap + 2, wide - 2, -4);
    ctx.bezierCurveTo(20, gap + 15, -20, gap + 15, -wide + 2, -4);
    ctx.fill();
    ctx.globalAlpha = 0.6;
    ctx.strokeStyle = '#6d2d2b';
    ctx.lineWidth = 1.8;
    ctx.beginPath();
    ctx.moveTo(-wide - 3, -7);
    ctx.bezierCurveTo(-14, 3, 14, 3, wide + 3, -7);
    ctx.stroke();
    ctx.globalAlpha = 0.35;
    ctx.fillStyle = '#ffffff';
    ellipse(ctx, -5, gap + 6, 10, 2);
    ctx.fill();
  });
};
