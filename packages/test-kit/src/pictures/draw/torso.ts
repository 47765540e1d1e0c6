import { linear, within, type Context } from './canvas.ts';
import type { Look } from './person.ts';

const shoulders = (ctx: Context, breath: number): void => {
  const lift = breath * 4;
  ctx.beginPath();
  ctx.moveTo(-86, 186);
  ctx.bezierCurveTo(-130, 214, -236, 216 - lift, -286, 282 - lift);
  ctx.bezierCurveTo(-316, 330, -322, 400, -326, 470);
  ctx.lineTo(326, 470);
  ctx.bezierCurveTo(322, 400, 316, 330, 286, 282 - lift);
  ctx.bezierCurveTo(236, 216 - lift, 130, 214, 86, 186);
  ctx.bezierCurveTo(60, 232, -60, 232, -86, 186);
  ctx.closePath();
};

const fold = (
  ctx: Context,
  points: [number, number, number, number, number, number],
  color: string,
): void => {
  const [x0, y0, x1, y1, x2, y2] = points;
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.quadraticCurveTo(x1, y1, x2, y2);
  ctx.lineWidth = 5;
  ctx.strokeStyle = color;
  ctx.stroke();
};

const drawSweater = (ctx: Context, breath: number): void => {
  shoulders(ctx, breath);
  ctx.fillStyle = linear(ctx, -300, 180, 300, 470, [
    [0, '#5d9186'],
    [0.5, '#44756c'],
    [1, '#2d544e'],
  ]);
  ctx.fill();
  within(ctx, () => {
    ctx.clip();
    ctx.filter = 'blur(4px)';
    ctx.globalAlpha = 0.5;
    fold(ctx, [-230, 470, -210, 380, -236, 300], '#24463f');
    fold(ctx, [236, 470, 214, 380, 238, 300], '#1d3a34');
    fold(ctx, [-60, 330, 0, 350, 70, 326], '#376058');
  });
  // A ribbed collar.
  ctx.beginPath();
  ctx.moveTo(-92, 182);
  ctx.bezierCurveTo(-64, 246, 64, 246, 92, 182);
  ctx.lineWidth = 17;
  ctx.lineCap = 'round';
  ctx.strokeStyle = '#3a675e';
  ctx.stroke();
  ctx.lineWidth = 2;
  ctx.strokeStyle = '#6ba296';
  ctx.stroke();
};

const drawSuit = (ctx: Context, breath: number): void => {
  shoulders(ctx, breath);
  ctx.fillStyle = linear(ctx, -300, 180, 300, 470, [
    [0, '#41577a'],
    [0.5, '#2c3f5e'],
    [1, '#1b2942'],
  ]);
  ctx.fill();
  // The shirt between the lapels.
  ctx.beginPath();
  ctx.moveTo(-70, 196);
  ctx.lineTo(0, 236);
  ctx.lineTo(70, 196);
  ctx.lineTo(96, 216);
  ctx.lineTo(26, 470);
  ctx.lineTo(-26, 470);
  ctx.lineTo(-96, 216);
  ctx.closePath();
  ctx.fillStyle = linear(ctx, -60, 200, 60, 420, [
    [0, '#f7f9fc'],
    [1, '#cfd8e6'],
  ]);
  ctx.fill();
  ctx.fillStyle = linear(ctx, -20, 240, 24, 470, [
    [0, '#8c3347'],
    [1, '#5a1f2e'],
  ]);
  ctx.beginPath();
  ctx.moveTo(-17, 240);
  ctx.lineTo(17, 240);
  ctx.lineTo(11, 272);
  ctx.lineTo(26, 470);
  ctx.lineTo(-26, 470);
  ctx.lineTo(-11, 272);
  ctx.closePath();
  ctx.fill();
  for (const side of [-1, 1]) {
    within(ctx, () => {
      ctx.scale(side, 1);
      // Collar, then lapel.
      ctx.beginPath();
      ctx.moveTo(62, 176);
      ctx.lineTo(94, 208);
      ctx.lineTo(46, 268);
      ctx.lineTo(2, 236);
      ctx.closePath();
      ctx.fillStyle = side < 0 ? '#ffffff' : '#e3e9f2';
      ctx.fill();
      ctx.beginPath();
      ctx.moveTo(94, 204);
      ctx.lineTo(136, 268);
      ctx.lineTo(112, 286);
      ctx.lineTo(126, 306);
      ctx.lineTo(18, 470);
      ctx.lineTo(6, 470);
      ctx.lineTo(80, 262);
      ctx.closePath();
      ctx.fillStyle = side < 0 ? '#4a6288' : '#2a3c5a';
      ctx.fill();
    });
  }
};

export const drawTorso = (ctx: Context, look: Look, breath: number): void => {
  if (look.clothes === 'sweater') drawSweater(ctx, breath);
  else drawSuit(ctx, breath);
};
