import { ellipse, linear, newCanvas, radial, within, type Context } from './canvas.ts';
import { FACE } from './card.ts';
import type { Look } from './person.ts';

export interface Hold {
  /** Middle of the card in the picture. */
  x: number;
  y: number;
  /** Width of the card in pixels when it faces the camera. */
  width: number;
  /** Radians about the upright and the level axis, and in the picture's plane. */
  yaw: number;
  pitch: number;
  roll: number;
}

/** How far the camera is from the card, in card widths. */
const DISTANCE = 2.6;
const MARGIN = 0.14;

/**
 * Turns a card in space: columns for the upright axis, then rows for the level one, each drawn at its own
 * scale. Returns a picture with a margin about the card, since what comes closer gets larger.
 */
export const createTurner = (): ((face: HTMLCanvasElement, hold: Hold) => HTMLCanvasElement) => {
  const size = {
    width: Math.round(FACE.width * (1 + 2 * MARGIN)),
    height: Math.round(FACE.height * (1 + 2 * MARGIN)),
  };
  const columns = newCanvas(size.width, size.height);
  const rows = newCanvas(size.width, size.height);
  const [middleX, middleY] = [size.width / 2, size.height / 2];
  const project = (at: number, angle: number): { to: number; scale: number } => {
    const scale = DISTANCE / (DISTANCE + (at * Math.sin(angle)) / FACE.width);
    return { to: at * Math.cos(angle) * scale, scale };
  };
  return (face, { yaw, pitch }) => {
    const step = 3;
    columns.ctx.clearRect(0, 0, size.width, size.height);
    for (let x = 0; x < FACE.width; x += step) {
      const from = project(x - FACE.width / 2, yaw);
      const next = project(x + step - FACE.width / 2, yaw);
      const height = FACE.height * from.scale;
      const width = next.to - from.to;
      columns.ctx.drawImage(
        face,
        x,
        0,
        step,
        FACE.height,
        middleX + from.to,
        middleY - height / 2,
        width + 0.8,
        height,
      );
    }
    rows.ctx.clearRect(0, 0, size.width, size.height);
    for (let y = 0; y < size.height; y += step) {
      const from = project(y - middleY, pitch);
      const next = project(y + step - middleY, pitch);
      const width = size.width * from.scale;
      const height = next.to - from.to;
      rows.ctx.drawImage(
        columns.canvas,
        0,
        y,
        size.width,
        step,
        middleX - width / 2,
        middleY + from.to,
        width,
        height + 0.8,
      );
    }
    return rows.canvas;
  };
};

const finger = (ctx: Context, skin: Look['skin'], length: number, thickness: number, nail: boolean): void => {
  ctx.beginPath();
  ctx.roundRect(-length, -thickness / 2, length + 60, thickness, thickness / 2);
  ctx.fillStyle = linear(ctx, 0, -thickness / 2, 0, thickness / 2, [
    [0, skin.light],
    [0.5, skin.base],
    [1, skin.deep],
  ]);
  ctx.fill();
  if (!nail) return;
  ellipse(ctx, -length + thickness * 0.5, -thickness * 0.12, thickness * 0.36, thickness * 0.27);
  ctx.fillStyle = '#f3c9bd';
  ctx.fill();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = '#d49c8a';
  ctx.stroke();
};

/** The arm, the hand and the fingers behind the card; the origin is the middle of the card's right edge. */
const drawHand = (ctx: Context, { skin }: Look): void => {
  ctx.beginPath();
  ctx.moveTo(150, 150);
  ctx.bezierCurveTo(190, 240, 210, 380, 220, 640);
  ctx.lineTo(30, 640);
  ctx.bezierCurveTo(50, 400, 20, 260, -30, 150);
  ctx.closePath();
  ctx.fillStyle = linear(ctx, -20, 0, 220, 0, [
    [0, '#44756c'],
    [0.6, '#3a675e'],
    [1, '#24463f'],
  ]);
  ctx.fill();
  ctx.beginPath();
  ctx.moveTo(-90, -60);
  ctx.bezierCurveTo(-20, -120, 70, -110, 104, -40);
  ctx.bezierCurveTo(136, 40, 148, 110, 152, 170);
  ctx.bezierCurveTo(100, 200, 20, 200, -36, 170);
  ctx.bezierCurveTo(-60, 100, -90, 30, -90, -60);
  ctx.closePath();
  ctx.fillStyle = radial(ctx, 10, -20, 230, [
    [0, skin.light],
    [0.55, skin.base],
    [1, skin.shade],
  ]);
  ctx.fill();
};

const drawThumb = (ctx: Context, look: Look): void => {
  within(ctx, () => {
    ctx.translate(52, -12);
    ctx.rotate(0.16);
    ctx.shadowColor = '#00000070';
    ctx.shadowBlur = 16;
    ctx.shadowOffsetY = 8;
    finger(ctx, look.skin, 122, 54, true);
  });
};

/** A card in a hand, at its place in the picture. */
export const drawHeldCard = (ctx: Context, turned: HTMLCanvasElement, hold: Hold, look: Look): void => {
  const scale = hold.width / FACE.width;
  within(ctx, () => {
    ctx.translate(hold.x, hold.y);
    ctx.rotate(hold.roll);
    const edge = (hold.width / 2) * Math.cos(hold.yaw);
    const handScale = hold.width / 720;
    const atHand = (draw: () => void): void =>
      within(ctx, () => {
        ctx.translate(edge, -hold.width * 0.12);
        ctx.scale(handScale, handScale);
        draw();
      });
    atHand(() => drawHand(ctx, look));
    within(ctx, () => {
      ctx.shadowColor = '#00000066';
      ctx.shadowBlur = 34;
      ctx.shadowOffsetY = 16;
      const [width, height] = [turned.width * scale, turned.height * scale];
      ctx.drawImage(turned, -width / 2, -height / 2, width, height);
    });
    atHand(() => drawThumb(ctx, look));
  });
};
