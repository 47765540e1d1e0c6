import { ellipse, linear, radial, within, type Context } from './canvas.ts';
import { drawFeatures } from './face.ts';
import { drawHairBack, drawHairFront } from './hair.ts';
import { drawHeadset } from './headset.ts';
import { drawTorso } from './torso.ts';

export interface Look {
  skin: { light: string; base: string; shade: string; deep: string; blush: string };
  hair: { style: 'long' | 'short'; base: string; light: string; dark: string };
  eyes: string;
  brows: string;
  lips: string;
  clothes: 'sweater' | 'suit';
  headset: boolean;
}

/** What moves; all of them small numbers around 0 but blink and mouth, from 0 (open eye, closed mouth) to 1. */
export interface Pose {
  turn: number;
  nod: number;
  breath: number;
  blink: number;
  mouth: number;
}

export const customerLook: Look = {
  skin: { light: '#fbdcc6', base: '#f0c3a4', shade: '#d79d7d', deep: '#b97a5d', blush: '#e5806f' },
  hair: { style: 'long', base: '#8a5a33', light: '#bd8850', dark: '#573518' },
  eyes: '#4f7a6b',
  brows: '#6b4426',
  lips: '#c4625f',
  clothes: 'sweater',
  headset: false,
};

export const agentLook: Look = {
  skin: { light: '#d9a57c', base: '#bf855b', shade: '#97623e', deep: '#6f442a', blush: '#b55a3f' },
  hair: { style: 'short', base: '#2a211f', light: '#54423b', dark: '#15100f' },
  eyes: '#4a3020',
  brows: '#241a17',
  lips: '#9d5747',
  clothes: 'suit',
  headset: true,
};

/** The outline of a face whose middle is the origin: about 200 wide and 300 high. */
export const facePath = (ctx: Context): void => {
  ctx.beginPath();
  ctx.moveTo(-98, -40);
  ctx.bezierCurveTo(-101, 36, -86, 92, -48, 128);
  ctx.bezierCurveTo(-22, 151, 22, 151, 48, 128);
  ctx.bezierCurveTo(86, 92, 101, 36, 98, -40);
  ctx.bezierCurveTo(98, -130, 52, -168, 0, -168);
  ctx.bezierCurveTo(-52, -168, -98, -130, -98, -40);
  ctx.closePath();
};

const drawNeck = (ctx: Context, { skin }: Look): void => {
  ctx.beginPath();
  ctx.moveTo(-56, 70);
  ctx.bezierCurveTo(-52, 150, -60, 190, -104, 226);
  ctx.lineTo(104, 226);
  ctx.bezierCurveTo(60, 190, 52, 150, 56, 70);
  ctx.closePath();
  ctx.fillStyle = linear(ctx, -60, 0, 60, 0, [
    [0, skin.base],
    [0.55, skin.shade],
    [1, skin.deep],
  ]);
  ctx.fill();
  // The chin's shadow.
  within(ctx, () => {
    ctx.clip();
    ctx.filter = 'blur(10px)';
    ctx.globalAlpha = 0.65;
    ctx.fillStyle = skin.deep;
    ellipse(ctx, 8, 118, 74, 46);
    ctx.fill();
  });
};

const drawEars = (ctx: Context, { skin }: Look, turn: number): void => {
  for (const side of [-1, 1]) {
    ellipse(ctx, side * 98 - turn * 8, 4, 15, 30, side * 0.12);
    ctx.fillStyle = side < 0 ? skin.base : skin.shade;
    ctx.fill();
    ellipse(ctx, side * 98 - turn * 8, 4, 7, 18, side * 0.12);
    ctx.fillStyle = skin.shade;
    ctx.fill();
  }
};

const drawFaceSkin = (ctx: Context, { skin }: Look, turn: number): void => {
  facePath(ctx);
  ctx.fillStyle = linear(ctx, -98, -60, 98, 60, [
    [0, skin.light],
    [0.5, skin.base],
    [1, skin.shade],
  ]);
  ctx.fill();
  within(ctx, () => {
    ctx.clip();
    const glow = (x: number, y: number, radius: number, color: string, alpha: number): void => {
      ctx.globalAlpha = alpha;
      ctx.fillStyle = radial(ctx, x + turn * 10, y, radius, [
        [0, color],
        [1, `${color}00`],
      ]);
      ctx.fillRect(-160, -200, 320, 400);
    };
    glow(-58, 46, 46, skin.blush, 0.34);
    glow(58, 46, 46, skin.blush, 0.3);
    glow(-30, -104, 80, skin.light, 0.7);
    glow(-6, 112, 32, skin.light, 0.5);
    glow(-42, -12, 34, skin.shade, 0.3);
    glow(42, -12, 34, skin.shade, 0.34);
    glow(112, 40, 70, skin.deep, 0.45);
    glow(0, 168, 58, skin.deep, 0.4);
  });
};

/** A person from the chest up; the origin is the middle of the face. */
export const drawPerson = (ctx: Context, look: Look, pose: Pose): void => {
  const { turn, nod, breath } = pose;
  const headX = turn * 10;
  const headY = nod * 5 + breath * 2;
  const withHead = (draw: () => void): void =>
    within(ctx, () => {
      ctx.translate(headX, headY);
      ctx.rotate(turn * 0.035);
      draw();
    });
  withHead(() => drawHairBack(ctx, look, turn));
  within(ctx, () => {
    ctx.translate(turn * 3, breath * 3);
    drawNeck(ctx, look);
    drawTorso(ctx, look, breath);
  });
  withHead(() => {
    drawEars(ctx, look, turn);
    drawFaceSkin(ctx, look, turn);
    drawFeatures(ctx, look, pose);
    drawHairFront(ctx, look, turn);
    if (look.headset) drawHeadset(ctx, turn);
  });
};
